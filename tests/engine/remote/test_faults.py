import threading
from collections.abc import Iterator

import pytest

from tests.engine.remote.desk import QUESTION, TEXT, Desk, text_of
from tests.served import ServedModel
from writer_app.engine.model import Limits, StopFlag
from writer_app.errors import RemoteBroken, RemoteError, RemoteRefused, RemoteUnreachable

pytestmark = pytest.mark.loopback


@pytest.fixture
def desk(server: ServedModel) -> Iterator[Desk]:
    desk = Desk(server)
    desk.reach.look()
    yield desk
    desk.model.close()


def test_a_stream_that_is_cut_gives_what_came(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["cut:3"])
    assert text_of(desk.complete()) == " over the hills"
    assert not desk.states[-1].is_up


@pytest.mark.parametrize("fault", ["bad-json", "huge", "error"])
def test_nonsense_in_a_stream_ends_it_there(server: ServedModel, desk: Desk, fault: str) -> None:
    server.set(faults=[fault])
    assert text_of(desk.complete()) == " over"


def test_bytes_that_are_no_text_end_the_answer_before_them(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["utf8"])
    assert text_of(desk.complete()) == " over the"


def test_a_page_of_html_is_no_answer(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["html"])
    with pytest.raises(RemoteBroken):
        desk.complete()


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_refusals_are_told_in_our_own_words(server: ServedModel, desk: Desk, status: int) -> None:
    server.set(faults=[f"status:{status}"])
    with pytest.raises(RemoteRefused) as caught:
        desk.complete("my secret text")
    assert "secret" not in str(caught.value)
    assert len(server.seen()) == 2 + 1  # two to look, and none again


def test_a_busy_server_is_asked_again(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["status:429:0", "status:500", "status:503"])
    assert desk.answer() == TEXT


def test_a_server_that_stays_in_trouble_is_given_up(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["status:500"] * 2)
    with pytest.raises(RemoteUnreachable, match="500"):
        desk.complete()
    assert not desk.states[-1].is_up


def test_one_that_asks_for_an_hour_is_not_waited_for(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["status:429:3600"])
    with pytest.raises(RemoteUnreachable):
        desk.answer()


def test_a_connection_that_was_dropped_is_made_again(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["hang-up"])
    assert text_of(desk.complete()) == TEXT


def test_no_redirect_is_followed(server: ServedModel, desk: Desk) -> None:
    with ServedModel() as other:
        server.set(faults=[f"redirect:{other.address}/completions"])
        with pytest.raises(RemoteRefused, match="nothing was sent there"):
            desk.complete()
        assert other.seen() == []


def test_an_answer_that_does_not_come_in_time_is_silence(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["silent"])
    assert desk.complete(limits=Limits(max_ms=30.0)) == []


def test_three_silences_in_a_row_count_as_away(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["silent"] * 3)
    for _ in range(3):
        assert desk.complete(limits=Limits(max_ms=30.0)) == []
    with pytest.raises(RemoteUnreachable, match="in time"):
        desk.complete()


@pytest.mark.parametrize("fault", ["silent", "stall:2"])
def test_a_raised_flag_ends_a_run_that_waits(server: ServedModel, desk: Desk, fault: str) -> None:
    server.set(faults=[fault])
    stop, found = StopFlag(), []

    def run() -> None:
        found.extend(desk.model.complete("They went", Limits(), stop))
        found.append(None)

    thread = threading.Thread(target=run)
    thread.start()
    assert server.waits_until_asked(3)  # twice by the look
    stop.raise_flag()
    thread.join(20)
    assert found[-1] is None
    assert server.waits_until_hung_up()


def test_leaving_the_loop_ends_the_request(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["stall:2"])
    pieces = desk.model.complete("They went", Limits(), StopFlag())
    assert next(iter(pieces)).text == " over"
    pieces.close()  # type: ignore[attr-defined]
    assert server.waits_until_hung_up()


def test_closing_ends_everything(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["silent"])
    steps = desk.model.answer(QUESTION, Limits(), StopFlag())
    assert next(iter(steps)) is None
    desk.model.close()
    with pytest.raises(RemoteError):
        list(steps)
    assert not any(thread.name == "remote-line" for thread in threading.enumerate())
