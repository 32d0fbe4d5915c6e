"""The print service is asked on this machine, unless somebody chose another."""

from pathlib import Path

from writer_app.ui.print_service import local_server


def test_the_local_socket_is_asked(tmp_path: Path) -> None:
    assert local_server({}, (tmp_path,)).endswith(".sock")


def test_a_server_that_was_chosen_is_left_alone(tmp_path: Path) -> None:
    assert local_server({"CUPS_SERVER": "printers.example.org"}, (tmp_path,)) == ""
    (tmp_path / "client.conf").write_text("# ours\nServerName printers.example.org\n")
    assert local_server({}, (tmp_path,)) == ""
