"""The scripts and the metadata that bring Foreword to a machine agree with each other."""

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)
SCRIPTS = sorted((ROOT / "packaging").glob("*.sh"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_plain_sh(script: Path) -> None:
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert not re.search(r"\[\[|\blocal \b|<<<|\bfunction ", script.read_text(encoding="utf-8"))


def run_prepared(line: str) -> str:
    """Run a line of sh that knows what prepare.sh defines, and give what it prints."""
    script = f"root='{ROOT}'; . '{ROOT}/packaging/prepare.sh'; {line}"
    return subprocess.run(
        ["sh", "-euc", script], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_python_that_is_new_enough_is_found() -> None:
    found = run_prepared('find_python; "$python" -c "import sys; print(sys.version_info[:2])"')
    assert found >= "(3, 11)"


def test_what_qt_needs_is_known_by_debians_names() -> None:
    packages = run_prepared("printf '%s' \"$qt_libraries\"").split()[1::2]
    assert {"libegl1", "libxcb-cursor0", "libxkbcommon-x11-0", "libdbus-1-3"} <= set(packages)


def test_missing_libraries_are_named_by_their_packages(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    line = "qt_libraries='libnothere.so.9 libnothere9'; missing_packages "
    assert "libnothere9" in run_prepared(f"{line}'{tmp_path}'").split()


def test_the_stamp_changes_with_what_is_wanted() -> None:
    stamps = {run_prepared(f"stamp_of '{wanted}'") for wanted in ("a", "a[dev]")}
    assert len(stamps) == 2
    assert run_prepared("stamp_of a") in stamps


def test_all_that_goes_into_the_wheel_is_there() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {"models/default", "models/catalog.toml", "resources"} == set(included)
    for source, target in included.items():
        assert (ROOT / source).exists()
        assert target == f"writer_app/_data/{source}"


def test_every_dependency_says_why() -> None:
    block = PYPROJECT.split("dependencies = [")[1].split("\n]")[0]
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    unexplained = [
        line
        for before, line in itertools.pairwise(lines)
        if line.startswith('"') and not before.startswith("#")
    ]
    # The second build of the runtime is explained together with the first.
    assert all(line.startswith('"onnxruntime>=') for line in unexplained)


def test_the_two_runtimes_are_never_wanted_together() -> None:
    markers = [
        line.partition(";")[2]
        for line in PROJECT["project"]["dependencies"]
        if line.startswith("onnxruntime")
    ]
    for system, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("win32", "AMD64")):
        here = {"sys_platform": system, "platform_machine": machine}
        assert sum(Marker(marker).evaluate(here) for marker in markers) == 1


def test_the_checks_run_the_readmes_own_command() -> None:
    command = "sh packaging/test.sh"
    for name in ("README.md", "README.zh-CN.md", ".ci/run"):
        assert command in (ROOT / name).read_text(encoding="utf-8")
