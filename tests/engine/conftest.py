"""Graphs of every kind beside the checkpoints they came from, made once a session."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reference import Reference, drop_position_ids, quiet, write_hugging_face
from tests.tiny_model import TEXT, TinyShape, build_folder, write_checkpoint
from writer_app.engine.gpt import Gpt, open_model

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "models" / "default"
SEED_FOLDER = DEFAULT_FOLDER.parent / "seed"
PLAIN_KINDS = ("llama", "gpt2", "gpt_neox", "qwen2", "qwen3", "phi3", "opt", "bloom")
FUSED_KINDS = {
    "fused-llama": TinyShape(),
    "fused-llama-untied": TinyShape(is_tied=False, n_kv_heads=4, attention_bias=True),
    "fused-qwen2": TinyShape(architecture="Qwen2ForCausalLM"),
    "fused-qwen3": TinyShape(architecture="Qwen3ForCausalLM"),
}
FOREIGN_KINDS = ("fused-llama3", "fused-gemma2", "fused-gemma3")
"""Fused from checkpoints that transformers itself wrote."""
ALL_KINDS = (*FUSED_KINDS, *FOREIGN_KINDS, *PLAIN_KINDS, "gpt2-uncounted", "llama-uncounted")


@dataclass(frozen=True, slots=True)
class Case:
    """One graph, and what transformers says of the same weights."""

    folder: Path
    reference: Reference
    model: Gpt
    ids: list[int]


class Cases:
    """Builds each case when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: dict[str, Case] = {}

    def get(self, kind: str) -> Case:
        """Give the case of one kind, with an empty KV cache."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        case = self._made[kind]
        case.model.decoder.rewind(0)
        return case

    def _make(self, kind: str) -> Case:
        checkpoint, folder = self._root / f"{kind}-checkpoint", self._root / kind
        if kind in FUSED_KINDS:
            build_folder(write_checkpoint(checkpoint, FUSED_KINDS[kind]), folder)
        elif kind in FOREIGN_KINDS:
            build_folder(write_hugging_face(kind.removeprefix("fused-"), checkpoint), folder)
        else:
            self._export(checkpoint, folder, kind)
        model = open_model(folder)
        ids = [0, *model.vocabulary.encode(TEXT)[:100]]
        return Case(folder, Reference(checkpoint), model, ids)

    def _export(self, checkpoint: Path, folder: Path, kind: str) -> None:
        from writer_app.library.convert import export_with_optimum

        write_hugging_face(kind.removesuffix("-uncounted"), checkpoint)
        with quiet():
            export_with_optimum(checkpoint, folder)
        if kind.endswith("-uncounted"):
            drop_position_ids(folder / "model.onnx")


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    return Cases(tmp_path_factory.mktemp("graphs"))


@pytest.fixture(params=ALL_KINDS)
def case(request: pytest.FixtureRequest, cases: Cases) -> Case:
    return cases.get(request.param)


@pytest.fixture(scope="session")
def shipped() -> Gpt:
    """Give the model in the box."""
    return open_model(DEFAULT_FOLDER)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a fused tiny model folder; nobody may change it."""
    root = tmp_path_factory.mktemp("tiny")
    return build_folder(write_checkpoint(root / "checkpoint"), root / "folder")
