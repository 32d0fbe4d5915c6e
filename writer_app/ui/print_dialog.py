"""Ask for a printer with the desktop's own dialog.

Apart, because Qt's print library is loaded only when somebody prints. GUI thread.
May import: Qt, printing.
"""

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from writer_app.ui.dialog_look import dress_dialog
from writer_app.ui.print_service import stay_on_this_machine
from writer_app.ui.printing import page_layout
from writer_app.ui.translation import tr


def choose_printer(window: QWidget) -> QPrinter | None:
    """Ask which printer to use; None: never mind."""
    printer = _make_printer()
    dialog = QPrintDialog(printer, window)
    dress_dialog(dialog)
    return printer if dialog.exec() else None


def show_print_preview(window: QWidget, print_on: Callable[[QPrinter], object]) -> None:
    """Show the sheets as they would be printed; the writer may print them from there.

    Args:
        print_on: puts the text on a printer; called again when paper or margins change.
    """
    printer = _make_printer()  # the dialog does not keep it alive
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(tr("Print Preview"))
    dialog.paintRequested.connect(print_on)
    dialog.resize(900, 760)
    dialog.exec()


def _make_printer() -> QPrinter:
    stay_on_this_machine()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setCreator("Foreword")
    return printer
