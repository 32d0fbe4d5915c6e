"""The control tokens, and the tokenizer's file as the recipe uses it.

The order is fixed for ever: models, the engine and the skills know them by it.
May import: tokenizers.
"""

import hashlib
from pathlib import Path

from tokenizers import Tokenizer

from writer_app.errors import InputError

END, PREFIX, SUFFIX, MIDDLE = "<|end|>", "<|prefix|>", "<|suffix|>", "<|middle|>"
FIX, SHORTEN, EXPAND = "<|fix|>", "<|shorten|>", "<|expand|>"
SUMMARY, DRAFT, TITLE, ANSWER = "<|summary|>", "<|draft|>", "<|title|>", "<|answer|>"
CONTROL_TOKENS = (
    *(END, PREFIX, SUFFIX, MIDDLE, FIX, SHORTEN, EXPAND, SUMMARY, DRAFT, TITLE, ANSWER),
    *(f"<|reserved{i}|>" for i in range(5)),
)


def load_tokenizer(path: Path) -> tuple[Tokenizer, str]:
    """Read a tokenizer and its sha256; control tokens in a text stay text.

    Raises: InputError: it is damaged, or lacks the control tokens at their places.
    """
    try:
        data = path.read_bytes()
        tokenizer = Tokenizer.from_str(data.decode("utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read; run the tokenizer step first.") from error
    except Exception as error:
        raise InputError(f"{path} is damaged; run the tokenizer step again.") from error
    if any(tokenizer.token_to_id(name) != i for i, name in enumerate(CONTROL_TOKENS)):
        raise InputError(f"{path} lacks the control tokens; run the tokenizer step again.")
    tokenizer.encode_special_tokens = True
    return tokenizer, hashlib.sha256(data).hexdigest()
