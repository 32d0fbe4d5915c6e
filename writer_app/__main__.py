"""Let `python -m writer_app` be Foreword; the window starts its helpers so. Thread: main."""

import sys


def run() -> int:
    """Run Foreword and give the exit code; also the installed command `foreword`."""
    try:
        from writer_app.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("foreword: stopped.\n")
        return 1
    return main()


if __name__ == "__main__":
    sys.exit(run())
