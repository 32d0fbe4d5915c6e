"""The hub's client is not even imported until the writer asks for a model."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_library_does_not_load_the_client() -> None:
    code = (
        "import sys, writer_app.library.shelf, writer_app.library.catalog, writer_app.verbs.models"
        "; print({'huggingface_hub', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
