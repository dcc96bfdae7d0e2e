"""Rules about movement, blinking and flashing."""
