"""Rules about sound and video."""
