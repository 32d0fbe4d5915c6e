"""The one entry of Foreword: the window, or a headless verb (see `--help`)."""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (said in words where pip has not said it)
        sys.exit("foreword: Python 3.11 or newer is needed; run `sh packaging/run.sh`.")
    try:
        from writer_app.cli import main
    except ModuleNotFoundError as error:
        sys.exit(f"foreword: {error.name} is not installed; run `sh packaging/run.sh`.")
    except KeyboardInterrupt:
        sys.exit("foreword: stopped.")
    sys.exit(main())
