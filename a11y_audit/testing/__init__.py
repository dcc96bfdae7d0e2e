"""What tests need, ours and those of a city's own rules: case files, and the demo city."""
