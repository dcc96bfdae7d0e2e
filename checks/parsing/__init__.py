"""Rules about the source, as it was sent."""
