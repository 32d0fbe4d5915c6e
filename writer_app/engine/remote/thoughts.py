"""Leave out what a model thinks aloud before it answers.

May import: the standard library. Thread: any one.
"""

_OPENING, _CLOSING = "<think>", "</think>"


class Thoughts:
    """Take the thought at an answer's start off, however its pieces are cut.

    Some servers hand the thinking of Qwen3, DeepSeek-R1 and their like over as text.
    """

    def __init__(self) -> None:
        self._held = ""
        self._state = "start"

    def without(self, text: str) -> str:
        """Give what of the answer is no thought, as far as can be told by now.

        Example:
            >>> thoughts = Thoughts()
            >>> [thoughts.without(text) for text in ("<th", "ink>Hm.</thi", "nk>\\n\\nYes", ".")]
            ['', '', 'Yes', '.']
        """
        if self._state == "answer":
            return text
        self._held += text
        if self._state == "start":
            begun = self._held.lstrip()
            if begun.startswith(_OPENING):
                self._state = "thought"
            elif not _OPENING.startswith(begun):
                return self._given(self._held)
        if self._state == "thought":
            _, closing, rest = self._held.partition(_CLOSING)
            if closing:
                self._state, self._held = "after", rest
            else:
                self._held = _OPENING + self._held[-len(_CLOSING) :]
        if self._state == "after" and self._held.strip():
            return self._given(self._held.lstrip())
        return ""

    def rest(self) -> str:
        """Give what was held back and turned out to be no thought; the answer is over."""
        held, self._held = self._held, ""
        return held if self._state == "start" else ""

    def _given(self, text: str) -> str:
        self._state, self._held = "answer", ""
        return text
