"""The window: everything that knows Qt lives here and runs on the GUI thread."""
