import threading
from collections.abc import Iterator

import pytest

from tests.served import ServedModel
from writer_app.deeds import unnoted
from writer_app.engine.model import Limits, StopFlag
from writer_app.engine.remote.address import parse_address
from writer_app.engine.remote.line import Line
from writer_app.engine.remote.model import RemoteModel
from writer_app.engine.remote.reach import GHOST_TOKENS, Reach, ReachState, list_models
from writer_app.errors import RemoteError, RemoteRefused, RemoteUnreachable

pytestmark = pytest.mark.loopback
SECRET = "sk-5ecret-5ecret"


class Watch:
    """Hears how the server is, and can be waited for."""

    def __init__(self) -> None:
        self.states: list[ReachState] = []
        self._condition = threading.Condition()

    def __call__(self, state: ReachState) -> None:
        with self._condition:
            self.states.append(state)
            self._condition.notify_all()

    def wait_for(self, n: int) -> bool:
        with self._condition:
            return self._condition.wait_for(lambda: len(self.states) >= n, 20)


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reach(server: ServedModel, watch: Watch, clock: Clock) -> Iterator[Reach]:
    line = Line(parse_address(server.address), str, unnoted)
    yield Reach(line, "tiny", GHOST_TOKENS, watch, clock)
    line.close()


def test_the_first_question_begins_a_look_and_does_not_wait_for_it(
    reach: Reach, watch: Watch
) -> None:
    with pytest.raises(RemoteUnreachable):
        reach.checked()
    assert watch.wait_for(1)
    assert reach.checked().completes


def test_after_a_failure_nothing_is_sent_until_its_time(
    server: ServedModel, reach: Reach, watch: Watch, clock: Clock
) -> None:
    reach.look()
    reach.note_failure(RemoteUnreachable("away"))
    n_before = len(server.seen())
    for _ in range(3):
        with pytest.raises(RemoteUnreachable, match="away"):
            reach.checked()
    assert len(server.seen()) == n_before
    clock.now_s = 6.0
    with pytest.raises(RemoteUnreachable):
        reach.checked()
    assert watch.wait_for(3)
    assert reach.checked().completes
    assert [state.is_up for state in watch.states] == [True, False, True]


def test_a_trouble_is_told_once(reach: Reach, watch: Watch) -> None:
    reach.look()
    for _ in range(3):
        reach.note_failure(RemoteUnreachable("away"))
    assert [state.advice for state in watch.states] == ["", "away"]


def test_each_pause_is_longer(server: ServedModel, reach: Reach, clock: Clock) -> None:
    for _ in range(10):
        reach.note_failure(RemoteUnreachable("away"))
    clock.now_s = 290.0
    with pytest.raises(RemoteUnreachable):
        reach.checked()
    assert not any(thread.name == "remote-look" for thread in threading.enumerate())


def test_models_are_listed(server: ServedModel) -> None:
    line = Line(parse_address(server.address), str, unnoted)
    assert [model.name for model in list_models(line)] == ["tiny", "other"]
    line.close()


def test_a_server_that_is_not_there_is_said_to_be_away(server: ServedModel) -> None:
    with ServedModel() as other:
        address = other.address
    line = Line(parse_address(address), str, unnoted)
    with pytest.raises(RemoteUnreachable, match="is the server running"):
        list_models(line)
    line.close()


def test_a_closed_line_asks_nothing(server: ServedModel) -> None:
    line = Line(parse_address(server.address), str, unnoted)
    line.close()
    with pytest.raises(RemoteUnreachable):
        list_models(line)
    assert server.seen() == []


@pytest.mark.parametrize(
    ("key", "words"), [("", "asks for a key"), ("wrong", "does not accept this key")]
)
def test_a_wrong_key_is_told(server: ServedModel, key: str, words: str) -> None:
    server.set(key=SECRET)
    line = Line(parse_address(server.address), lambda: key, unnoted)
    with pytest.raises(RemoteRefused, match=words):
        list_models(line)
    line.close()


@pytest.mark.parametrize("key", ["two\nlines", "sp ace", "t\u00e9l\u00e9", "\x00"])
def test_a_key_that_cannot_be_sent_is_refused_without_repeating_it(
    server: ServedModel, key: str
) -> None:
    line = Line(parse_address(server.address), lambda: key, unnoted)
    with pytest.raises(RemoteRefused) as caught:
        list_models(line)
    line.close()
    assert key not in str(caught.value)


def test_the_key_is_in_no_error_no_log_and_no_repr(
    server: ServedModel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    server.set(key=SECRET)
    line = Line(parse_address(server.address), lambda: SECRET, unnoted)
    reach = Reach(line, "tiny", GHOST_TOKENS)
    reach.look()
    model, words = RemoteModel(line, reach), []
    assert SECRET in server.texts()
    for fault in ("status:500", "bad-json", "html", "cut:0", "redirect:http://x", "hang-up"):
        server.set(faults=[fault] * 4)
        try:
            list(model.complete("x", Limits(), StopFlag()))
        except RemoteError as error:
            words.append(f"{error!r} {error.__cause__!r} {error.__context__!r}")
        server.set(faults=[])
        reach.look()
    line.close()
    assert len(words) >= 4
    assert SECRET not in " ".join(words) + caplog.text + repr(line) + repr(reach.info)


def test_a_proxy_of_the_environment_is_not_used(
    server: ServedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    line = Line(parse_address(server.address), str, unnoted)
    assert list_models(line)
    line.close()


def test_a_proxy_that_was_confirmed_is_used(server: ServedModel) -> None:
    with ServedModel() as proxy:
        proxy_address = f"http://127.0.0.1:{proxy.port}"
        line = Line(parse_address(server.address), str, unnoted, proxy=proxy_address)
        assert list_models(line)
        line.close()
        assert proxy.seen()[0]["path"].startswith(server.address)
    assert server.seen() == []
