"""The verbs of the headless face, one module each; wired by cli.py."""
