"""Drafting: a paragraph or more from here on, into the writer's sandbox."""
