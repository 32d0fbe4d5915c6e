"""Summaries in a model's own words, each sentence tied to what stands in the text."""
