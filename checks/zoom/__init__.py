"""Rules about zoom and the size of text."""
