#!/bin/sh
# Set everything up on the first run, then open Foreword: sh packaging/run.sh [FILE...]
# Headless verbs work the same way: sh packaging/run.sh complete FILE
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/prepare.sh"
make_environment "$root/.venv" "$root"
find_system_libraries "$root/.venv"
exec "$root/.venv/bin/python" "$root/main.py" "$@"
