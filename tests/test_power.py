"""On the battery or not, from a fake sysfs folder and from what the systems say."""

from pathlib import Path

import pytest

from writer_app.power import is_battery_in, is_battery_under, is_on_battery

AC = {"type": "Mains", "online": "1"}
AC_OUT = {"type": "Mains", "online": "0"}
USB_C = {"type": "USB", "online": "1"}
DRAINING = {"type": "Battery", "status": "Discharging", "scope": "System"}
CHARGING = {"type": "Battery", "status": "Charging"}
MOUSE = {"type": "Battery", "status": "Discharging", "scope": "Device"}


@pytest.mark.parametrize(
    ("supplies", "is_on"),
    [
        ([], False),
        ([AC], False),
        ([AC_OUT, DRAINING], True),
        ([DRAINING], True),
        ([AC, DRAINING], False),
        ([AC_OUT, DRAINING, USB_C], False),
        ([AC, CHARGING], False),
        ([MOUSE], False),
        ([AC_OUT, {"type": "Battery"}], False),
    ],
)
def test_a_battery_that_drains_with_nothing_to_feed_it(
    tmp_path: Path, supplies: list[dict[str, str]], is_on: bool
) -> None:
    for number, supply in enumerate(supplies):
        folder = tmp_path / f"S{number}"
        folder.mkdir()
        for name, word in supply.items():
            (folder / name).write_text(f"{word}\n")
    assert is_battery_under(tmp_path) is is_on


def test_a_system_that_says_nothing_has_no_battery(tmp_path: Path) -> None:
    assert is_on_battery(tmp_path / "none") is False


def test_what_macos_says() -> None:
    assert is_battery_in("Now drawing from 'Battery Power'\n -InternalBattery-0 88%; discharging")
    assert not is_battery_in("Now drawing from 'AC Power'\n -InternalBattery-0 100%; charged")
