"""The arrows of ARCHITECTURE.md hold: who imports whom, and one door per library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "writer_app"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in APP.rglob("*.py"))

# What each part may import of writer_app; the longest matching prefix decides.
MAY_IMPORT = {
    "writer_app/__init__.py": (),
    "writer_app/errors.py": (),
    "writer_app/deeds.py": (),
    "writer_app/disk.py": (),
    "writer_app/paths.py": (),
    "writer_app/power.py": (),
    "writer_app/settings.py": ("errors", "disk"),
    "writer_app/log.py": ("errors",),
    "writer_app/model_sources.py": ("errors", "settings", "assist.roles", "library", "engine"),
    "writer_app/engine/": ("errors", "deeds", "engine"),
    "writer_app/assist/": ("errors", "deeds", "assist", "engine.model"),
    "writer_app/documents/": ("errors", "disk", "deeds", "documents"),
    "writer_app/library/": ("errors", "disk", "paths", "deeds", "library", "engine"),
    "writer_app/bench/": ("errors", "bench", "assist", "engine"),
    "writer_app/ui/": (
        *("errors", "log", "paths", "power", "settings", "deeds"),
        *("ui", "assist", "documents", "library"),
        *("engine.model", "engine.scripted"),
    ),
    # The roots wire, so they know everything; so do the measures of the whole window.
    "writer_app/ui/bench_": ("",),
    "writer_app/app.py": ("",),
    "writer_app/cli.py": ("",),
    "writer_app/server_sources.py": ("",),
    "writer_app/__main__.py": ("cli",),
    "writer_app/verbs/": ("",),
}

# The only files (or folders) that may name a library of others.
DOORS = {
    "PySide6": ("writer_app/ui/", "writer_app/app.py"),
    "shiboken6": ("writer_app/ui/", "writer_app/app.py"),
    "onnxruntime": ("writer_app/engine/runtime.py", "writer_app/library/quantize.py"),
    "tokenizers": ("writer_app/engine/tokens.py",),
    "numpy": ("writer_app/engine/", "writer_app/library/", "writer_app/bench/engine.py"),
    "google": ("writer_app/library/graph_guard.py",),
    "appdirs": ("writer_app/paths.py",),
    "charset_normalizer": ("writer_app/documents/encodings.py",),
    "docx": ("writer_app/documents/formats/docx_out.py",),
    "lxml": (
        "writer_app/documents/formats/safe_xml.py",
        "writer_app/documents/formats/docx_out.py",
    ),
    "markdown_it": ("writer_app/documents/formats/",),
    "mdit_py_plugins": ("writer_app/documents/formats/markdown_in.py",),
    "nh3": ("writer_app/documents/formats/html_in.py",),
    "jinja2": ("writer_app/engine/chat_template.py",),
    "httpx": ("writer_app/engine/remote/line.py",),
    "keyring": ("writer_app/library/keys.py",),
    "regex": ("writer_app/assist/words.py", "writer_app/documents/search.py"),
    "rapidfuzz": ("writer_app/assist/fix/dictionary.py", "writer_app/assist/fuzzy.py"),
    "onnx": ("writer_app/library/",),
    "safetensors": ("writer_app/library/tensor_file.py",),
    "huggingface_hub": ("writer_app/library/hub.py",),
    "requests": ("writer_app/library/hub.py",),
    "optimum": ("writer_app/library/convert.py",),
    "torch": ("writer_app/library/convert.py",),
    "transformers": ("writer_app/library/convert.py",),
}


def imports_of(module: str) -> Iterator[str]:
    """Give every module named by an import anywhere in a file, as an absolute name."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module is not None
            for alias in node.names:
                is_module = (ROOT / node.module.replace(".", "/") / f"{alias.name}.py").is_file()
                yield f"{node.module}.{alias.name}" if is_module else node.module


def is_within(name: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a dotted name is one of the parts, or inside one."""
    return any(not part or name == part or name.startswith(f"{part}.") for part in parts)


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_arrows(module: str) -> None:
    rules = [prefix for prefix in MAY_IMPORT if module.startswith(prefix)]
    assert rules, f"{module} has no rule: where does it belong?"
    allowed = MAY_IMPORT[max(rules, key=len)]
    for name in imports_of(module):
        inner = name.removeprefix("writer_app").removeprefix(".")
        if name.startswith("writer_app") and inner:
            assert is_within(inner, allowed), f"{module} must not import {name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_library_of_others_comes_in_by_its_own_door(module: str) -> None:
    for name in imports_of(module):
        library = name.partition(".")[0]
        if library == "writer_app" or library in sys.stdlib_module_names:
            continue
        assert library in DOORS, f"{module} imports {library}, which has no door"
        assert module.startswith(DOORS[library]), f"{module} must not import {library}"


def test_packaging_is_no_python_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def run_in_root(code: str) -> str:
    """Run Python from the repository's root, as main.py does, and give what it prints."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.strip()


def test_the_library_called_packaging_is_not_shadowed() -> None:
    code = "import sys; sys.path.insert(0, ''); import packaging.version as v; print(v.__file__)"
    assert "site-packages" in run_in_root(code)


HEAVY = (
    "{'PySide6', 'onnxruntime', 'numpy', 'tokenizers', 'torch', 'charset_normalizer', 'rapidfuzz',"
    " 'lxml'}"
)


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    code = "import sys; from writer_app.cli import main; main(['--version'])"
    printed = run_in_root(f"{code}; print({HEAVY} & set(sys.modules))").splitlines()
    assert printed[0].startswith("foreword ")
    assert printed[1] == "set()"


@pytest.mark.skipif(not (APP / "app.py").is_file(), reason="no window yet")
def test_importing_the_window_loads_no_model() -> None:
    code = "import sys, writer_app.app"
    printed = run_in_root(f"{code}; print({{'onnxruntime', 'tokenizers'}} & set(sys.modules))")
    assert printed == "set()"
