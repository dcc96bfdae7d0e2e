"""Rules about the keyboard."""
