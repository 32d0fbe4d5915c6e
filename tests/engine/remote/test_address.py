import pytest

from writer_app.engine.remote.address import parse_address
from writer_app.errors import RemoteRefused


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("http://localhost:8080", "http://localhost:8080/v1"),
        ("localhost:11434", "http://localhost:11434/v1"),
        ("127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1"),
        ("[::1]:8000", "http://[::1]:8000/v1"),
        ("gpu.example", "https://gpu.example/v1"),
        ("https://gpu.example/openai/v1", "https://gpu.example/openai/v1"),
        ("HTTPS://GPU.example:443", "https://gpu.example:443/v1"),
    ],
)
def test_addresses_are_read_as_they_are_typed(typed: str, base: str) -> None:
    assert parse_address(typed).base == base


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://",
        "ftp://gpu.example",
        "file:///etc/passwd",
        "https://name:secret@gpu.example",
        "https://gpu.example/v1?key=secret",
        "https://gpu.example/v1#here",
        "https://gpu.example:99999",
        "https://gpu example",
        "https://gpu.example\\@evil.example",
        "https://gpu.example\r\nHost: evil.example",
        "x" * 400,
    ],
)
def test_what_is_no_plain_address_is_refused(typed: str) -> None:
    with pytest.raises(RemoteRefused):
        parse_address(typed)


@pytest.mark.parametrize(
    "typed", ["http://gpu.example", "http://192.168.1.5:8080", "http://localhost.evil.example"]
)
def test_another_machine_is_reached_by_https_alone(typed: str) -> None:
    with pytest.raises(RemoteRefused, match="https"):
        parse_address(typed)


def test_the_key_of_an_address_is_not_repeated() -> None:
    with pytest.raises(RemoteRefused) as caught:
        parse_address("https://me:s3cret@gpu.example")
    assert "s3cret" not in str(caught.value)
