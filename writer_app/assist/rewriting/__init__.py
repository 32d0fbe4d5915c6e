"""Rewriting: a wish of the writer, answered as changes of words that can be refused."""
