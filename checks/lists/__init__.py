"""Rules about lists."""
