"""Rules about the structure of a page, its controls and what its words rest on."""
