"""Nights that run themselves: when they begin, what starts them, what is kept of them, who is told."""
