"""Measures of the engine and of typing, without Qt."""
