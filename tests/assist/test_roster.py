"""Which models are in memory, by a clock and a memory that the test moves."""

from collections.abc import Callable

import pytest

from writer_app.assist.roles import Role, Source, Sources
from writer_app.assist.roster import ASIDE_S, IDLE_S, RESERVE_BYTES, Roster
from writer_app.engine.scripted import ScriptedModel

MB = 1_000_000


class Machine:
    """A clock, a memory, and models that take some of it."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.free: int | None = 10_000 * MB
        self.loads: list[str] = []
        self.closed: list[str] = []
        self.n_given_back = 0
        self.roster = Roster({}, lambda: self.free, lambda: self.now_s, self._give_back)

    def source(self, key: str, need_mb: int = 0, variant: str = "") -> Source:
        def load() -> ScriptedModel:
            self.loads.append(key + variant)
            if self.free is not None:
                self.free -= need_mb * MB
            return FakeModel(lambda: self._gone(key + variant, need_mb))

        return Source(key, load, variant, need_mb * MB)

    def use(self, **sources: Source) -> None:
        self.roster.sources = {Role[name.upper()]: source for name, source in sources.items()}

    def _give_back(self) -> None:
        assert self.closed, "nothing is given back before a model is closed"
        self.n_given_back += 1

    def _gone(self, key: str, need_mb: int) -> None:
        self.closed.append(key)
        if self.free is not None:
            self.free += need_mb * MB


class FakeModel(ScriptedModel):
    """A scripted model that tells when it is closed; its forks say nothing."""

    def __init__(self, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._on_close = on_close

    def fork(self) -> ScriptedModel:
        return ScriptedModel()

    def close(self) -> None:
        self._on_close()


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_roles_with_one_key_share_one_model(machine: Machine) -> None:
    machine.use(ghosts=machine.source("box"), tasks=machine.source("box"))
    assert machine.roster.get(Role.GHOSTS) is machine.roster.get(Role.TASKS)
    assert machine.roster.get(Role.FIX) is machine.roster.get(Role.GHOSTS)
    assert machine.loads == ["box"]


def test_the_model_for_tasks_is_loaded_at_its_first_use(machine: Machine) -> None:
    machine.use(ghosts=machine.source("box"), tasks=machine.source("big"))
    machine.roster.get(Role.GHOSTS)
    assert machine.loads == ["box"]
    machine.roster.get(Role.TASKS), machine.roster.get(Role.TASKS)
    assert machine.loads == ["box", "big"]


def test_it_goes_when_it_has_rested_long_enough_and_ghosts_stay(machine: Machine) -> None:
    machine.use(ghosts=machine.source("box"), tasks=machine.source("big"))
    machine.roster.get(Role.GHOSTS), machine.roster.get(Role.TASKS)
    machine.now_s = IDLE_S - 1
    assert not machine.roster.tidy()
    assert machine.closed == []
    assert machine.roster.wait_s() == 1
    machine.now_s = IDLE_S
    assert not machine.roster.tidy()
    assert (machine.closed, machine.n_given_back) == (["big"], 1)
    assert machine.roster.wait_s() is None


def test_short_of_memory_ghosts_make_room_and_come_back(machine: Machine) -> None:
    machine.free = RESERVE_BYTES + 1_000 * MB
    machine.use(ghosts=machine.source("box", 400), tasks=machine.source("big", 900))
    machine.roster.get(Role.GHOSTS)
    machine.roster.get(Role.TASKS)
    assert machine.closed == ["box"]
    assert machine.roster.is_aside and machine.roster.ghosts is None
    assert not machine.roster.tidy()
    machine.now_s = ASIDE_S
    assert machine.roster.tidy()
    assert machine.closed == ["box", "big"]
    assert machine.roster.get(Role.GHOSTS) and not machine.roster.is_aside


def test_an_idle_model_makes_room_before_ghosts_do(machine: Machine) -> None:
    machine.free = RESERVE_BYTES + 1_000 * MB
    sources = {"ghosts": machine.source("box", 100), "tasks": machine.source("big", 600)}
    machine.use(**sources, fix=machine.source("judge", 500))
    for role in (Role.GHOSTS, Role.TASKS, Role.FIX):
        machine.roster.get(role)
    assert machine.closed == ["big"]
    assert not machine.roster.is_aside


def test_a_model_at_work_is_never_taken_away(machine: Machine) -> None:
    machine.free = RESERVE_BYTES + 1_000 * MB
    machine.use(ghosts=machine.source("box", 400), tasks=machine.source("big", 900))
    machine.roster.get(Role.GHOSTS).n_tasks = 1
    machine.roster.get(Role.TASKS)
    assert machine.closed == []


def test_memory_that_nobody_knows_of_is_taken_for_enough(machine: Machine) -> None:
    machine.free = None
    machine.use(ghosts=machine.source("box", 400), tasks=machine.source("big", 90_000))
    machine.roster.get(Role.GHOSTS), machine.roster.get(Role.TASKS)
    assert machine.closed == []


def test_another_variant_waits_until_no_task_runs(machine: Machine) -> None:
    machine.use(ghosts=machine.source("box", variant="-4"))
    old = machine.roster.get(Role.GHOSTS)
    old.n_tasks = 1
    machine.use(ghosts=machine.source("box", variant="-2"))
    machine.roster.drop_others()
    assert machine.roster.ghosts is old
    assert machine.roster.get(Role.GHOSTS) is old
    old.n_tasks = 0
    assert machine.roster.wait_s() == 0.0
    assert machine.roster.tidy()
    assert machine.roster.get(Role.GHOSTS) is not old
    assert (machine.loads, machine.closed) == (["box-4", "box-2"], ["box-4"])


def test_what_no_source_names_goes_at_once(machine: Machine) -> None:
    machine.use(ghosts=machine.source("box"), tasks=machine.source("big"))
    machine.roster.get(Role.GHOSTS), machine.roster.get(Role.TASKS)
    machine.use(ghosts=machine.source("box"), tasks=machine.source("other"))
    machine.roster.drop_others()
    assert machine.closed == ["big"]


def test_a_model_that_cannot_be_loaded_leaves_ghosts_their_way_back(machine: Machine) -> None:
    def fail() -> ScriptedModel:
        raise MemoryError

    machine.free = RESERVE_BYTES + 500 * MB
    big = Source("big", fail, need_bytes=900 * MB)
    machine.use(ghosts=machine.source("box", 400), tasks=big)
    machine.roster.get(Role.GHOSTS)
    with pytest.raises(MemoryError):
        machine.roster.get(Role.TASKS)
    assert machine.roster.wait_s() == 0.0
    assert machine.roster.tidy()


def test_a_model_that_cannot_be_warmed_is_closed(machine: Machine) -> None:
    class Cold(FakeModel):
        def warm(self, *_: object) -> None:
            raise MemoryError

    closed: list[str] = []
    sources: Sources = {Role.GHOSTS: Source("box", lambda: Cold(lambda: closed.append("box")))}
    machine.roster.sources = sources
    with pytest.raises(MemoryError):
        machine.roster.get(Role.GHOSTS)
    assert (closed, machine.roster.n_loaded) == (["box"], 0)
