"""Build a model folder from a checkpoint: fused graph, quantized, with a manifest.

    python models/build.py models/seed models/default --bits 8 --name "Foreword seed" ...

Needs onnx, numpy and safetensors (`pip install -e '.[convert]'`); no torch.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.recipe.variants import with_shares
from writer_app.errors import ModelError
from writer_app.library.llama_graph import Recipe
from writer_app.library.package import Label, package_checkpoint


def main() -> int:
    """Read the flags, build the folder, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--licence", required=True)
    parser.add_argument("--languages", default="en", help="ISO codes, comma between")
    parser.add_argument("--threshold", type=float, required=True)
    parser.add_argument("--bits", type=int, choices=(0, 4, 8), default=8)
    parser.add_argument("--table-bits", type=int, choices=(0, 8), default=8)
    parser.add_argument("--block", type=int, choices=(16, 32, 64, 128), default=32)
    arguments = parser.parse_args()
    label = Label(
        name=arguments.name,
        licence=arguments.licence,
        languages=tuple(arguments.languages.split(",")),
        threshold=arguments.threshold,
    )
    recipe = Recipe(arguments.bits, arguments.table_bits, arguments.block)
    try:
        label = with_shares(label, arguments.checkpoint)
        package_checkpoint(arguments.checkpoint, arguments.folder, recipe, label)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    n_bytes = sum(path.stat().st_size for path in arguments.folder.iterdir())
    print(f"{arguments.folder}: {recipe.name}, {n_bytes / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
