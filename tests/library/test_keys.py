import pytest

from writer_app.library.keys import Keys, safe_backend

SECRET = "sk-5ecret"
BASE = "https://gpu.example/v1"


class FakeKeyring:
    """A keyring in memory."""

    def __init__(self, *, is_locked: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = is_locked

    def get_password(self, service: str, name: str) -> str | None:
        self._refuse()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, key: str) -> None:
        self._refuse()
        self.kept[service, name] = key

    def delete_password(self, service: str, name: str) -> None:
        self._refuse()
        del self.kept[service, name]

    def _refuse(self) -> None:
        if self.is_locked:
            raise RuntimeError(f"locked: {SECRET}")


def test_a_key_comes_back_from_the_keyring() -> None:
    ring = FakeKeyring()
    assert Keys(ring).keep(BASE, SECRET)
    assert Keys(ring).get(BASE) == SECRET


def test_a_key_belongs_to_one_address() -> None:
    ring = FakeKeyring()
    Keys(ring).keep(BASE, SECRET)
    assert Keys(ring).get("https://other.example/v1") == ""


def test_an_empty_key_removes_it() -> None:
    ring = FakeKeyring()
    keys = Keys(ring)
    keys.keep(BASE, SECRET)
    keys.keep(BASE, "")
    assert (ring.kept, keys.get(BASE)) == ({}, "")


def test_without_a_keyring_it_is_known_until_the_end_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(0)
    keys = Keys(FakeKeyring(is_locked=True))
    assert not keys.keep(BASE, SECRET)
    assert keys.get(BASE) == SECRET
    assert SECRET not in caplog.text + repr(keys)


def in_module(place: str, **inside: object) -> object:
    return type("Keyring", (), {"__module__": place, **inside})()


@pytest.mark.parametrize("place", ["keyring.backends.SecretService", "keyring.backends.macOS"])
def test_the_systems_own_keyring_is_taken(place: str) -> None:
    own = in_module(place)
    assert safe_backend(own) is own


@pytest.mark.parametrize(
    "place", ["keyrings.alt.file", "keyring.backends.null", "keyring.backends.fail", "mine"]
)
def test_what_only_writes_a_file_or_nothing_is_no_keyring(place: str) -> None:
    assert safe_backend(in_module(place)) is None


def test_of_a_chain_the_systems_own_is_taken() -> None:
    own = in_module("keyring.backends.kwallet")
    chain = in_module("keyring.backends.chainer", backends=[in_module("keyrings.alt.file"), own])
    assert safe_backend(chain) is own
