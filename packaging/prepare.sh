# Shared by run.sh, test.sh and smoke.sh; sourced, never run. POSIX sh.
#
# A caller sets `root` (the source tree) and calls, in this order:
#   find_python            -> $python: Python 3.11 or newer that can make environments
#   make_environment DIR WHAT   installs WHAT there unless its stamp says it is there
#   find_system_libraries DIR   looks for what Qt needs, installs it as root, else says how

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "foreword: $*"
    exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

has_apt() { command -v apt-get >/dev/null 2>&1; }

# Install Debian packages quietly; only root gets here.
apt_install() {
    say "Installing system packages: $*"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >&2 ||
        say "The list of packages could not be refreshed; trying with the old one."
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
        </dev/null >/dev/null
}

# Print the first Python that is new enough; the writer's choice first.
newest_python() {
    for candidate in ${FOREWORD_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

find_python() {
    python=$(newest_python)
    if [ -z "$python" ] && is_root && has_apt; then
        apt_install python3 python3-venv || true
        python=$(newest_python)
    fi
    [ -n "$python" ] ||
        fail "Python 3.11 or newer is needed: sudo apt install python3 python3-venv"
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return
    # Debian keeps the module that makes environments in a package of its own.
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if is_root && has_apt; then
        apt_install "python$version-venv" || apt_install python3-venv || true
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "this Python cannot make environments: sudo apt install python$version-venv"
}

# Fingerprint of all that decides what an environment holds.
stamp_of() {
    { cat "$root/pyproject.toml" "$root/packaging/prepare.sh"; printf '%s\n' "$root" "$1"; } |
        cksum
}

# make_environment DIR WHAT: WHAT is what pip installs, e.g. "$root" or "$root[dev]".
make_environment() {
    stamp=$(stamp_of "$2")
    if [ "$(cat "$1/foreword-stamp" 2>/dev/null)" = "$stamp" ] &&
        "$1/bin/python" -c '' 2>/dev/null; then
        return
    fi
    find_python
    say "Setting up ${1##*/} (once; several hundred megabytes are fetched)..."
    "$python" -m venv --clear "$1" </dev/null || fail "the environment $1 could not be made."
    case $2 in *'[dev]') install_cpu_torch "$1" ;; esac
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$2" \
        </dev/null >&2 ||
        fail "the packages could not be installed; look at the connection and run this again."
    printf '%s\n' "$stamp" >"$1/foreword-stamp"
}

# On Linux PyPI's torch brings gigabytes of CUDA that tests do not use; take the CPU build where
# its index can be reached. What is missing afterwards comes from PyPI.
install_cpu_torch() {
    [ "$(uname -s)" = Linux ] || return 0
    torch=$(sed -n 's/^ *"\(torch==[0-9.]*\)".*/\1/p' "$root/pyproject.toml")
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --retries 0 --timeout 10 --index-url https://download.pytorch.org/whl/cpu "$torch" \
        </dev/null >/dev/null 2>&1 || say "(No CPU build of $torch within reach; taking PyPI's.)"
}

# Debian's package for each library that Qt's windows load.
# Source: `objdump -p` of Qt 6.11.3's libQt6Gui, libQt6XcbQpa, libQt6DBus and platform plugins.
qt_libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgthread-2.0.so.0 libglib2.0-0
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libxcb.so.1 libxcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libzstd.so.1 libzstd1
'

# Print the Debian packages of the libraries (and the font) that are not here.
missing_packages() {
    printf '%s' "$qt_libraries" | "$1/bin/python" -c '
import ctypes, os, sys
missing = []
for library, package in (line.split() for line in sys.stdin if line.strip()):
    try:
        ctypes.CDLL(library)
    except OSError:
        missing.append(package)
folders = ["/usr/share/fonts", "/usr/local/share/fonts", os.path.expanduser("~/.fonts"),
           os.path.expanduser("~/.local/share/fonts")]
endings = (".ttf", ".otf", ".ttc", ".pfb")
if not any(name.endswith(endings) for top in folders for _, _, names in os.walk(top)
           for name in names):
    missing += ["fontconfig", "fonts-dejavu-core"]
print(*dict.fromkeys(missing))'
}

find_system_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    [ -e "$1/foreword-libraries" ] && return 0
    missing=$(missing_packages "$1")
    if [ -n "$missing" ] && is_root && has_apt; then
        # shellcheck disable=SC2086 # one word a package
        apt_install $missing || say "Some system packages could not be installed."
        missing=$(missing_packages "$1")
    fi
    if [ -z "$missing" ]; then
        : >"$1/foreword-libraries"
    elif has_apt; then
        say "Qt needs system libraries that are not here: sudo apt install $missing"
    else
        say "Qt needs system libraries that are not here; Debian calls them: $missing"
    fi
}
