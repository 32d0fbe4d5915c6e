"""The text of the first lesson. May import: nothing. Thread: any."""

SAMPLE = (
    "It had been raining for three days when the letter came. She read it twice, put it back "
    "in its envelope, and looked out of the "
)
"""English whatever the interface speaks: the model in the box writes English."""
