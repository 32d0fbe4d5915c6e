"""Fix: small, certain corrections of spelling and grammar, each with its reason."""
