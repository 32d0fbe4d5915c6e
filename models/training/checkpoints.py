"""Checkpoints of a run: written whole or not at all, read back exactly.

Part of the package that travels: torch only.
"""

from pathlib import Path
from typing import Any

import torch

from models.training.shards import UnusableInput

FILE = "checkpoint.pt"


def save_checkpoint(folder: Path, content: dict[str, Any]) -> Path:
    """Replace the folder's checkpoint; a crash leaves the old one."""
    path = folder / FILE
    unfinished = path.with_suffix(".tmp")
    torch.save(content, unfinished)
    unfinished.replace(path)
    return path


def load_checkpoint(folder: Path, device: torch.device) -> dict[str, Any] | None:
    """Read the folder's checkpoint, None when there is none; nothing in it is executed.

    Raises: UnusableInput: it is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        content = torch.load(path, map_location=device, weights_only=True)
        if not isinstance(content, dict):
            raise TypeError("no checkpoint")
    except Exception as error:
        raise UnusableInput(f"{path} is damaged; delete it to start again.") from error
    return content
