"""Rules made by others, as rules of ours."""
