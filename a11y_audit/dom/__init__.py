"""The static page: the recorded tree with the browser's facts, and the source bytes as they were sent."""
