"""The conductor: it visits pages, judges them, stores what came out, and says how far it is."""
