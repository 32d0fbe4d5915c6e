"""What rewriting needs beside the model: a blocklist, and English for Fix.

One for each window or run: the lexicon is built at the first Fix and kept. May import:
assist.fix. Thread: worker, but for its making.
"""

from collections.abc import Callable, Generator

from writer_app.assist.fix.lexicon import Lexicon, lexicon_steps


class Workshop:
    """Keeps what is costly to make.

    Args:
        blocklist: casefolded words that no answer may bring in.
        read_resource: gives the text of a resource by its name ("words-en.txt").
    """

    def __init__(self, blocklist: frozenset[str], read_resource: Callable[[str], str]) -> None:
        self.blocklist = blocklist
        self._read_resource = read_resource
        self._lexicon: Lexicon | None = None

    def lexicon(self) -> Generator[None, None, Lexicon]:
        """Give English for Fix; the first time in steps of a few milliseconds."""
        if self._lexicon is None:
            words, rules = map(self._read_resource, ("words-en.txt", "fix-en.toml"))
            self._lexicon = yield from lexicon_steps(words, rules)
        return self._lexicon
