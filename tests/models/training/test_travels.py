"""What travels to the training machine asks for torch and numpy alone."""

import ast
import sys
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parents[3] / "models"
FILES = [MODELS / "train.py", *sorted((MODELS / "training").glob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_imports_are_torch_numpy_and_the_package_itself(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            names = [node.module]
        for name in names:
            top = name.partition(".")[0]
            is_own = name.startswith("models.training.")
            assert is_own or top in {"torch", "numpy"} or top in sys.stdlib_module_names, name
