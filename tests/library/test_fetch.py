"""Downloads from a hub of our own: cuts, lies, refusals, and going on where one stopped."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.hub_server import REVISION, HubServer
from tests.tiny_model import write_checkpoint
from writer_app.deeds import Connection, Deed, Purpose
from writer_app.errors import ModelCorrupt, ModelError, ModelMissing
from writer_app.library import fetch as module
from writer_app.library.fetch import Fetcher
from writer_app.library.hub import Hub, Listing
from writer_app.library.intake import Route
from writer_app.library.partial import folder_for, forget_partial, held, partials
from writer_app.library.wanted import Plan, choose_files, read_small

pytestmark = pytest.mark.loopback
WEIGHTS = "model.safetensors"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = write_checkpoint(tmp_path / "source")
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    (folder / "modeling_evil.py").write_text("raise SystemExit")
    return folder


@pytest.fixture
def server(source: Path) -> Iterator[HubServer]:
    with HubServer(source) as server:
        yield server


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return folder_for(tmp_path / "models", "tester/Tiny", REVISION)


def plan_of(hub: Hub) -> tuple[Listing, Plan]:
    listing = hub.look("tester/Tiny")
    return listing, choose_files(
        listing, read_small(hub, listing, "config.json"), has_optimum=False
    )


def fetch(server: HubServer, target: Path, token: str = "") -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    hub = Hub(token, endpoint=server.address)
    fetcher = Fetcher(hub, target, lambda *counts: told.append(counts), lambda _: None)
    fetcher.fetch(*plan_of(hub))
    return told


def is_whole(target: Path, source: Path) -> bool:
    parts = list(target.rglob("*.part"))
    return not parts and (target / WEIGHTS).read_bytes() == (source / WEIGHTS).read_bytes()


def test_what_is_wanted_arrives_and_nothing_else(
    server: HubServer, source: Path, target: Path
) -> None:
    told = fetch(server, target)
    assert is_whole(target, source)
    words = {"config.json", "tokenizer.json", "tokenizer_config.json", "fetch.json", "fetch.lock"}
    assert {path.name for path in target.iterdir()} == {WEIGHTS, *words}
    assert told[-1][0] == told[-1][1] == sum(f.n_bytes for f in plan_of(hub_of(server))[1].files)
    assert all(a[0] <= b[0] for a, b in itertools.pairwise(told))


def hub_of(server: HubServer, token: str = "") -> Hub:
    return Hub(token, endpoint=server.address)


def test_the_listing_tells_licence_size_and_way(server: HubServer) -> None:
    listing, plan = plan_of(hub_of(server))
    assert (listing.licence, listing.languages, listing.revision) == ("mit", ("en",), REVISION)
    assert (plan.route, listing.is_gated) == (Route.FUSED, False)
    assert plan.n_bytes > 100_000


def test_looking_fetches_no_weights(server: HubServer) -> None:
    plan_of(hub_of(server))
    assert not server.requests_for(WEIGHTS)


def test_a_cut_line_goes_on_from_where_it_was_cut(
    server: HubServer, source: Path, target: Path
) -> None:
    server.faults[WEIGHTS].extend(["cut:50000", "cut:80000"])
    fetch(server, target)
    assert is_whole(target, source)
    ranges = [headers.get("Range") for headers in server.requests_for(WEIGHTS)]
    assert ranges == [None, "bytes=32768-", "bytes=98304-"]


def test_a_pause_keeps_what_arrived_and_goes_on(
    server: HubServer, source: Path, target: Path
) -> None:
    server.faults[WEIGHTS].append("cut:50000")
    hub = hub_of(server)

    def pause(done: int, total: int) -> None:
        if (target / f"{WEIGHTS}.part").is_file():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Fetcher(hub, target, pause).fetch(*plan_of(hub))
    (begun,) = partials(target.parent)
    assert (begun.name, 0 < begun.n_done < begun.n_total) == ("tester/Tiny", True)
    n_here = (target / f"{WEIGHTS}.part").stat().st_size
    assert n_here > 0
    fetch(server, target)
    assert is_whole(target, source)
    assert server.requests_for(WEIGHTS)[-1]["Range"] == f"bytes={n_here}-"


def test_two_processes_do_not_gather_one_model_at_once(server: HubServer, target: Path) -> None:
    target.mkdir(parents=True)
    with held(target), pytest.raises(ModelMissing, match="Another Foreword"):
        fetch(server, target)


def test_a_begun_download_can_be_forgotten(server: HubServer, target: Path) -> None:
    fetch(server, target)
    assert forget_partial(target.parent, "Tester/tiny")
    assert partials(target.parent) == ()
    assert forget_partial(target.parent, "tester/tiny") is None


def test_what_is_here_is_checked_and_not_fetched_again(server: HubServer, target: Path) -> None:
    fetch(server, target)
    n_before = len(server.requests_for(WEIGHTS))
    fetch(server, target)
    assert len(server.requests_for(WEIGHTS)) == n_before


def test_a_file_damaged_on_the_disk_is_fetched_again(
    server: HubServer, source: Path, target: Path
) -> None:
    fetch(server, target)
    data = bytearray((target / WEIGHTS).read_bytes())
    data[1000] ^= 1
    (target / WEIGHTS).write_bytes(data)
    fetch(server, target)
    assert is_whole(target, source)


@pytest.mark.parametrize("name", [WEIGHTS, "config.json"])
def test_a_wrong_checksum_is_told_and_thrown_away(
    server: HubServer, target: Path, name: str
) -> None:
    hub = hub_of(server)
    listing, plan = plan_of(hub)
    server.faults[name].append("wrong")
    with pytest.raises(ModelCorrupt, match="checksum"):
        Fetcher(hub, target, lambda *_: None).fetch(listing, plan)
    assert not (target / name).exists()
    assert not (target / f"{name}.part").exists()


def test_more_bytes_than_announced_are_refused(server: HubServer, target: Path) -> None:
    server.faults[WEIGHTS].append("long")
    with pytest.raises(ModelCorrupt, match="longer"):
        fetch(server, target)
    assert not (target / f"{WEIGHTS}.part").exists()


def test_a_hub_that_ignores_ranges_is_read_from_the_start(
    server: HubServer, source: Path, target: Path
) -> None:
    server.faults[WEIGHTS].extend(["cut:50000", "norange"])
    told = fetch(server, target)
    assert is_whole(target, source)
    assert told[-1][0] == told[-1][1]


def test_a_part_longer_than_the_file_is_fetched_again(
    server: HubServer, source: Path, target: Path
) -> None:
    target.mkdir(parents=True)
    (target / f"{WEIGHTS}.part").write_bytes(b"x" * 10_000_000)
    with pytest.raises(ModelCorrupt):
        fetch(server, target)
    fetch(server, target)
    assert is_whole(target, source)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_trouble_at_the_hub_is_waited_out(
    server: HubServer, source: Path, target: Path, status: int
) -> None:
    server.faults[WEIGHTS].extend([f"status:{status}"] * 3)
    fetch(server, target)
    assert is_whole(target, source)


def test_lasting_trouble_is_told_and_what_arrived_kept(server: HubServer, target: Path) -> None:
    server.faults[WEIGHTS].extend(["cut:50000", *["status:500"] * 20])
    with pytest.raises(ModelMissing, match="trouble"):
        fetch(server, target)
    assert (target / f"{WEIGHTS}.part").stat().st_size == 32_768


def test_a_slow_line_is_waited_for(server: HubServer, source: Path, target: Path) -> None:
    server.faults[WEIGHTS].append("slow")
    fetch(server, target)
    assert is_whole(target, source)


@pytest.mark.parametrize(
    "place",
    ["https://evil.example/x", "http://127.0.0.2/x", "http://huggingface.co/x",
     "https://huggingface.co.evil.example/x", "file:///etc/passwd"],
)  # fmt: skip
@pytest.mark.parametrize("name", [WEIGHTS, "api"])
def test_a_redirect_elsewhere_is_refused(
    server: HubServer, target: Path, place: str, name: str
) -> None:
    server.faults[name].append(f"redirect:{place}")
    with pytest.raises(ModelError, match="elsewhere"):
        fetch(server, target)
    assert not (target / WEIGHTS).exists()


def test_a_redirect_on_the_hub_itself_is_followed(
    server: HubServer, source: Path, target: Path
) -> None:
    server.faults[WEIGHTS].append(
        f"redirect:{server.address}/tester/Tiny/resolve/{REVISION}/{WEIGHTS}"
    )
    fetch(server, target)
    assert is_whole(target, source)


def test_an_unknown_model_is_told(server: HubServer) -> None:
    with pytest.raises(ModelMissing, match="no model tester/None"):
        hub_of(server).look("tester/None")


@pytest.mark.parametrize("name", ["", "one", "a/b/c", "../x", "a/..", "a b/c", "https://x/y"])
def test_what_is_no_name_is_not_asked_for(server: HubServer, name: str) -> None:
    with pytest.raises(ModelMissing, match="name"):
        hub_of(server).look(name)
    assert server.seen == []


def test_a_gated_model_asks_for_consent_and_a_token(source: Path, target: Path) -> None:
    with HubServer(source, is_gated=True) as server:
        with pytest.raises(ModelMissing, match="consent"):
            fetch(server, target)
        fetch(server, target, token="hf_typed")
        assert is_whole(target, source)


def test_no_token_is_sent_unless_typed(
    server: HubServer, target: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    fetch(server, target)
    assert not any("Authorization" in headers for _, headers in server.seen)


def test_little_is_said_of_who_asks(server: HubServer, target: Path) -> None:
    fetch(server, target)
    assert {headers["User-Agent"] for _, headers in server.seen} == {"foreword"}


def test_every_host_is_heard(server: HubServer) -> None:
    heard: list[Deed] = []
    Hub("", heard.append, server.address).look("tester/Tiny")
    began, answered = heard
    assert isinstance(began, Connection)
    assert isinstance(answered, Connection)
    assert (began.host, began.purpose, began.about) == ("127.0.0.1", "look", "tester/Tiny")
    assert (began.n, answered.n) == (1, 0)
    assert answered.n_bytes_received > 100


def test_a_host_is_heard_before_it_is_asked(source: Path) -> None:
    heard: list[Deed] = []
    with HubServer(source) as server:
        hub = Hub("", heard.append, server.address)
    with pytest.raises(ConnectionError):
        hub.look("tester/Tiny")
    assert len(heard) == 1


def test_the_bytes_of_a_download_are_heard_though_it_is_cut(
    server: HubServer, target: Path
) -> None:
    heard: list[Deed] = []
    server.faults[WEIGHTS].append("cut:5000")
    hub = Hub("", heard.append, server.address)
    Fetcher(hub, target, lambda *_: None, lambda _: None).fetch(*plan_of(hub))
    downloads = [deed for deed in heard if deed.purpose == Purpose.DOWNLOAD]
    n_here = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    n_heard = sum(deed.n_bytes_received for deed in downloads if isinstance(deed, Connection))
    assert n_heard >= n_here - 1_000  # all but the note of what is fetched


@pytest.mark.parametrize("place", ["http://huggingface.co", "ftp://x", "huggingface.co"])
def test_a_hub_without_https_is_refused(place: str) -> None:
    with pytest.raises(ModelMissing, match="https"):
        Hub(endpoint=place)


def test_a_hub_that_is_not_there_is_told(source: Path) -> None:
    with HubServer(source) as server:
        address = server.address
    with pytest.raises(ConnectionError, match="cannot be reached"):
        Hub(endpoint=address).look("tester/Tiny")


def test_too_little_room_is_told_before_the_weights_are_fetched(
    server: HubServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SPARE_BYTES", 10**18)
    with pytest.raises(ModelMissing, match="MB free"):
        fetch(server, target)
    assert not server.requests_for(WEIGHTS)


def test_a_disk_that_fills_is_told_and_what_arrived_kept(
    server: HubServer, source: Path, target: Path
) -> None:
    hub = hub_of(server)

    def full(done: int, total: int) -> None:
        if (target / f"{WEIGHTS}.part").is_file():
            raise OSError(28, "No space left on device")

    with pytest.raises(ModelMissing, match="No space left"):
        Fetcher(hub, target, full).fetch(*plan_of(hub))
    fetch(server, target)
    assert is_whole(target, source)


def test_a_file_without_a_checksum_is_not_fetched(server: HubServer, target: Path) -> None:
    server.lies[WEIGHTS] = {"lfs": None, "blobId": None}
    with pytest.raises(ModelCorrupt, match="checksum"):
        fetch(server, target)


def test_names_that_lead_elsewhere_are_left_alone(server: HubServer, target: Path) -> None:
    server.lies["tokenizer_config.json"] = {"rfilename": "../../tokenizer_config.json"}
    fetch(server, target)
    assert not (target.parent.parent / "tokenizer_config.json").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"architectures": ["MambaForCausalLM"]}, r"foreword\[convert\]"),
        ({"auto_map": {"AutoModel": "x.Y"}}, "code of its own"),
    ],
)
def test_what_cannot_be_used_is_refused_before_it_is_fetched(
    server: HubServer, source: Path, target: Path, change: dict[str, object], words: str
) -> None:
    config = json.loads((source / "config.json").read_text())
    (source / "config.json").write_text(json.dumps({**config, **change}))
    with pytest.raises(ModelError, match=words):
        fetch(server, target)
    assert not server.requests_for(WEIGHTS)


def test_pickled_weights_are_never_fetched(server: HubServer, source: Path, target: Path) -> None:
    (source / WEIGHTS).unlink()
    with pytest.raises(ModelMissing, match="pickle"):
        fetch(server, target)
    assert not server.requests_for("pytorch_model.bin")


def test_a_ready_graph_is_fetched_with_its_data(
    server: HubServer, source: Path, target: Path
) -> None:
    (source / WEIGHTS).unlink()
    (source / "onnx").mkdir()
    for name in ("model.onnx", "model.onnx_data", "model_q4.onnx"):
        (source / "onnx" / name).write_bytes(b"graph")
    fetch(server, target)
    assert {path.name for path in (target / "onnx").iterdir()} == {"model.onnx", "model.onnx_data"}
