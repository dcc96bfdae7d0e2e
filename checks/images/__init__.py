"""Rules about images and their text alternatives."""
