#!/bin/sh
# Build the wheel, install it far from the source tree, and see that it works: sh packaging/smoke.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/prepare.sh"
find_python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
"$python" -m venv "$work/venv" </dev/null
"$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
    --wheel-dir "$work" "$root" </dev/null >&2
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/*.whl \
    </dev/null >&2
# Away from the source tree, and with a home of its own.
cd "$work"
FOREWORD_HOME=$work/home
export FOREWORD_HOME
ls -l "$work"/*.whl >&2
"$work/venv/bin/foreword" --version
"$work/venv/bin/foreword" doctor --json
printf 'The rain fell softly on the ' | "$work/venv/bin/foreword" complete - --n 3 --json
