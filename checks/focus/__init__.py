"""Rules about the focus: whether it shows, and where it goes."""
