"""JFLEG's lines are tokenized ("do n't", "word ,") and nobody writes so: undo and redo.

A line that a fixer left alone is scored as it came. Pure.
"""

import re

_CLITIC = r"(?:n't|N'T|'s|'S|'m|'re|'ve|'ll|'d)"


def detokenize(line: str) -> str:
    """Write a tokenized line as people do.

    Example: "I do n't know , really ." -> "I don't know, really."
    """
    text = f" {line.strip()} "
    text = re.sub(rf" ({_CLITIC})(?= )", r"\1", text)
    text = re.sub(r" ([,.;:!?%)\]}])", r"\1", text)
    text = re.sub(r"([(\[{$]) ", r"\1", text)
    text = re.sub(r"`` ?", '"', text).replace(" ''", '"')
    return re.sub(r"  +", " ", text).strip()


def retokenize(text: str) -> str:
    """Split a written line into tokens again.

    Example: "I don't know, really." -> "I do n't know , really ."
    """
    text = re.sub(r"([,;:!?()\[\]{}\"%$])", r" \1 ", text)
    text = re.sub(r"(?<=\S)\.(?=\s*$|\s+[A-Z\"'])", " .", text)
    text = re.sub(rf"(?<=\w)({_CLITIC})\b", r" \1", text)
    return re.sub(r"\s+", " ", text).strip()
