"""Ask for a printer with the desktop's own dialog.

Apart, because Qt's print library is loaded only when somebody prints. GUI thread.
May import: Qt, printing.
"""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from writer_app.ui.printing import page_layout


def choose_printer(window: QWidget) -> QPrinter | None:
    """Ask which printer to use; None: never mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setCreator("Foreword")
    dialog = QPrintDialog(printer, window)
    return printer if dialog.exec() else None
