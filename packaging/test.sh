#!/bin/sh
# Set everything up on the first run, then run the tests: sh packaging/test.sh [pytest's words...]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/prepare.sh"
make_environment "$root/.venv-test" "$root[dev]"
find_system_libraries "$root/.venv-test"
# Windows of tests stay off the screen, with a display or without.
QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
export QT_QPA_PLATFORM
cd "$root"
exec "$root/.venv-test/bin/python" -m pytest "$@"
