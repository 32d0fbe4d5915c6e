"""The one entry of Foreword: the window, or a headless verb (see `--help`)."""

import sys

from writer_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
