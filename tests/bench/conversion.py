"""How much memory and time taking a large checkpoint in takes, stage by stage.

Run by hand, minutes: python tests/bench/conversion.py FOLDER [--shape 360M|1B] [--bits 8|4]
FOLDER gets a checkpoint of random bfloat16 weights in the shape of SmolLM2 360M or Llama 3.2
1B (724 MB, 2.5 GB) and what is made of it; each stage runs in a process of its own, whose
peak of resident memory the kernel tells. Thread: main.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.bench.record import machine

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "models" / "seed"
RESULTS = Path(__file__).parent / "results" / "conversion.json"
_ROWS = 8192
SHAPES: dict[str, dict[str, Any]] = {
    "360M": {
        "hidden_size": 960, "num_hidden_layers": 32, "num_attention_heads": 15,
        "num_key_value_heads": 5, "intermediate_size": 2560, "vocab_size": 49152,
        "max_position_embeddings": 8192, "rope_theta": 100000.0,
    },
    "1B": {
        "hidden_size": 2048, "num_hidden_layers": 16, "num_attention_heads": 32,
        "num_key_value_heads": 8, "intermediate_size": 8192, "vocab_size": 128256,
        "max_position_embeddings": 131072, "rope_theta": 500000.0,
        "rope_scaling": {
            "rope_type": "llama3", "factor": 32.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192,
        },
    },
}  # fmt: skip
STAGES = {
    "convert": """
from writer_app.library.package import package_added
from writer_app.library.card import Known, read_card
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.graph_parts import Recipe
package_added(Checkpoint(source), made, Recipe(bits=bits), read_card(source, Known()), lambda *_: 0)
""",
    "original": """
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.original import original_logits
for _ in original_logits(Checkpoint(source), list(range(5, 325))): pass
""",
    "run": """
from writer_app.bench.speed import measure_speed
extra = measure_speed(made)
""",
}


def write_random(folder: Path, shape: dict[str, Any]) -> None:
    """Write a checkpoint piece by piece; its memory is no part of what is measured."""
    folder.mkdir(parents=True)
    width, heads = shape["hidden_size"], shape["num_attention_heads"]
    size = width // heads
    kv, ffn = shape["num_key_value_heads"] * size, shape["intermediate_size"]
    tensors = {"model.embed_tokens.weight": (shape["vocab_size"], width)}
    for layer in range(shape["num_hidden_layers"]):
        prefix = f"model.layers.{layer}"
        rows = {"q_proj": width, "k_proj": kv, "v_proj": kv, "o_proj": width}
        tensors |= {f"{prefix}.self_attn.{name}.weight": (n, width) for name, n in rows.items()}
        tensors |= {f"{prefix}.mlp.{name}_proj.weight": (ffn, width) for name in ("gate", "up")}
        tensors[f"{prefix}.mlp.down_proj.weight"] = (width, ffn)
        for name in ("input_layernorm", "post_attention_layernorm"):
            tensors[f"{prefix}.{name}.weight"] = (width,)
    tensors["model.norm.weight"] = (width,)
    _write_tensors(folder / "model.safetensors", tensors)
    config = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
        "tie_word_embeddings": True, "rms_norm_eps": 1e-5, **shape,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(SEED / name, folder / name)


def _write_tensors(path: Path, tensors: dict[str, tuple[int, ...]]) -> None:
    header, offset = {}, 0
    for name, shape in tensors.items():
        end = offset + 2 * int(np.prod(shape))
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    random = np.random.default_rng(7)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for shape in tensors.values():
            for start in range(0, shape[0], _ROWS):
                rows = (min(_ROWS, shape[0] - start), *shape[1:])
                values = random.standard_normal(rows, np.float32) / np.float32(shape[-1] ** 0.5)
                if len(shape) == 1:
                    values = np.ones(rows, np.float32)
                file.write((values.view(np.uint32) >> 16).astype("<u2").tobytes())


def run_stage(name: str, source: Path, made: Path, bits: int) -> dict[str, Any]:
    """Run one stage in a process of its own; give its seconds and its peak in MB (10^6)."""
    code = (
        "import json, resource, time; from pathlib import Path; extra = {}\n"
        f"source, made, bits = Path({str(source)!r}), Path({str(made)!r}), {bits}\n"
        f"started = time.perf_counter(); cpu = time.process_time()\n{STAGES[name]}\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6\n"
        "print(json.dumps({'seconds': round(time.perf_counter() - started, 1), 'cpu_seconds': "
        "round(time.process_time() - cpu, 1), 'peak_rss_mb': round(peak), **extra}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> None:
    """Make the checkpoint if it is not there, run the stages, keep the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shape", choices=SHAPES, default="360M")
    parser.add_argument("--bits", type=int, choices=(4, 8), default=8)
    arguments = parser.parse_args()
    source = arguments.folder / arguments.shape
    made = arguments.folder / f"{arguments.shape}-int{arguments.bits}-{int(time.time())}"
    if not source.is_dir():
        write_random(source, SHAPES[arguments.shape])
    made.mkdir()
    stages = {name: run_stage(name, source, made, arguments.bits) for name in STAGES}
    sizes = {
        "checkpoint_mb": round((source / "model.safetensors").stat().st_size / 1e6),
        "model_mb": round(sum(path.stat().st_size for path in made.iterdir()) / 1e6),
    }
    known = json.loads(RESULTS.read_text())["result"] if RESULTS.is_file() else {}
    known[f"{arguments.shape}, int{arguments.bits}"] = {**sizes, **stages}
    record = {"bench": "conversion", **machine(), "result": known}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({**sizes, **stages}, indent=2))
    shutil.rmtree(made)


if __name__ == "__main__":
    main()
