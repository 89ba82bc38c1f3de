"""Where the nodes of a picture stand: pure geometry, with nothing drawn by lot."""
