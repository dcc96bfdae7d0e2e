"""Rules about how words are written."""
