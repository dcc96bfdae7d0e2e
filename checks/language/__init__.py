"""Rules about languages."""
