"""Let `python -m writer_app` be Foreword; the window starts its helpers so. Thread: main."""

import sys

from writer_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
