"""The nodes and weights of a graph while it is being built.

Weights go into the graph itself, or piece by piece into a data file beside it, so
that a model of any size is built in the memory of one piece. May import: numpy, onnx,
library. Thread: any.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from writer_app.errors import ModelCorrupt
from writer_app.library.checkpoint import Matrix
from writer_app.library.quantize import BlockQuantized, quantize_blocks

Array = np.ndarray[Any, np.dtype[Any]]
MICROSOFT = "com.microsoft"
Quantizer = Callable[[str, Array, int, int], BlockQuantized]
"""Takes a matrix's name in the graph ("3.qkv"), some of its rows, bits and block."""
_LEAST_EXTERNAL_BYTES = 1024
_ALIGNMENT_BYTES = 4096
"""Onnxruntime maps weights into memory only where they begin at a page.

Source: onnxruntime's docs, "ONNX external data", and OrtValue mapping in tensorprotoutils.cc.
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to quantize a graph.

    Attributes:
        bits: of the layers' matrices: 4, 8, or 0 for float32.
        table_bits: of the embedding and head: 8, or 0 for float32.
        block: values that share a scale.
        accuracy_level: of MatMulNBits; 4 computes in int8, 0 in float32.
        n_positions: length of the rotary table; None: twice the context, 2,048 at least.
    """

    bits: int = 8
    table_bits: int = 8
    block: int = 32
    accuracy_level: int = 4
    n_positions: int | None = None

    @property
    def name(self) -> str:
        """Name the recipe as the manifest does, e.g. "int4-block32, int8 table"."""
        body = f"int{self.bits}-block{self.block}" if self.bits else "float32"
        table = f"int{self.table_bits} table" if self.table_bits else "float32 table"
        return f"{body}, {table}"


def rounded(_name: str, rows: Array, bits: int, block: int) -> BlockQuantized:
    """Quantize rows by rounding each value: the `Quantizer` that needs no text."""
    return quantize_blocks(rows, bits, block)


class WeightsFile:
    """A data file beside a graph, written from front to back.

    Args:
        path: made anew. Close it (or leave its `with` block) when the graph is done.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._file = path.open("wb")

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def write(
        self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any], pieces: Iterable[Array]
    ) -> onnx.TensorProto:
        """Write one tensor in pieces, and give the entry that finds it again."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNMENT_BYTES))
        offset = self._file.tell()
        for piece in pieces:
            self._file.write(np.ascontiguousarray(piece, dtype).data)
        entry = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(dtype))
        entry.dims.extend(shape)
        entry.data_location = TensorProto.EXTERNAL
        n_bytes = self._file.tell() - offset
        assert n_bytes == math.prod(shape) * dtype.itemsize
        for key, value in (("location", self._name), ("offset", offset), ("length", n_bytes)):
            entry.external_data.add(key=key, value=str(value))
        return entry


@dataclass(slots=True)
class Parts:
    """Nodes and initializers as they are made.

    Attributes:
        data: takes the large weights; None: all of them go into the graph.
        quantize: turns rows into blocks.
    """

    recipe: Recipe
    data: WeightsFile | None = None
    quantize: Quantizer = rounded
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: Array) -> str:
        """Add a weight, and give its name."""
        return self._weight(name, values.shape, values.dtype, [values])

    def node(
        self,
        kind: str,
        inputs: list[str],
        outputs: list[str],
        *,
        own: bool = True,
        **attributes: Any,
    ) -> str:
        """Add a node (of Microsoft's operators unless told), and give its first output."""
        domain = MICROSOFT if own else ""
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes)
        )
        return outputs[0]

    def linear(self, name: str, value: str, matrix: Matrix, bias: Array | None = None) -> str:
        """Add value @ matrix.T (+ bias)."""
        if self.recipe.bits == 0:
            weight = self.constant(f"{name}.weight", np.ascontiguousarray(matrix.whole().T))
            product = self.node("MatMul", [value, weight], [f"{name}.out"], own=False)
            if bias is None:
                return product
            addend = self.constant(f"{name}.bias", bias)
            return self.node("Add", [product, addend], [f"{name}.biased"], own=False)
        bits, block = self.recipe.bits, self.recipe.block
        inputs = [value, *self._quantized(name, matrix, bits, block)]
        if bias is not None:
            inputs += ["", "", self.constant(f"{name}.bias", bias)]
        return self._matmul(inputs, f"{name}.out", matrix.shape, bits, block)

    def table(self, matrix: Matrix, ids: str) -> tuple[str, list[str]]:
        """Add the embedding; return its output and the head's weight inputs.

        The codes are one initializer for both: GatherBlockQuantized takes them as
        (V, blocks, block) and MatMulNBits asks for just that shape.
        """
        if self.recipe.table_bits == 0:
            name = self.constant("embedding.weight", matrix.whole())
            return self.node("Gather", [name, ids], ["embedded"], own=False), [name]
        width = matrix.shape[1]
        block = table_block(width, self.recipe.block)
        codes, scales = self._quantized("embedding", matrix, 8, block)
        last = self.constant("last_axis", np.array([-1], np.int64))
        column = self.node("Unsqueeze", [scales, last], ["embedding.scales3"], own=False)
        blocks = self.node(
            "GatherBlockQuantized",
            [codes, ids, column],
            ["embedding.blocks"],
            bits=8,
            block_size=block,
            gather_axis=0,
            quantize_axis=2,
        )
        flat = self.constant("flat", np.array([0, 0, width], np.int64))
        return self.node("Reshape", [blocks, flat], ["embedded"], own=False), [codes, scales]

    def head(self, value: str, weights: list[str], matrix: Matrix) -> str:
        """Add the projection onto the vocabulary over the embedding's own table."""
        if len(weights) == 2:
            block = table_block(matrix.shape[1], self.recipe.block)
            return self._matmul([value, *weights], "head.logits", matrix.shape, 8, block)
        turned = self.node("Transpose", weights, ["head.weight"], own=False, perm=[1, 0])
        return self.node("MatMul", [value, turned], ["head.logits"], own=False)

    def untied_head(self, value: str, matrix: Matrix) -> str:
        """Add the projection onto the vocabulary by a table of its own."""
        if self.recipe.table_bits == 0:
            weight = self.constant("head.weight", np.ascontiguousarray(matrix.whole().T))
            return self.node("MatMul", [value, weight], ["head.logits"], own=False)
        block = table_block(matrix.shape[1], self.recipe.block)
        return self.head(value, list(self._quantized("head", matrix, 8, block)), matrix)

    def _quantized(self, name: str, matrix: Matrix, bits: int, block: int) -> tuple[str, str]:
        """Add a matrix's codes and scales, and give their names."""
        n_rows, n_columns = matrix.shape
        n_blocks = -(-n_columns // block)
        scales: list[Array] = []

        def codes() -> Iterable[Array]:
            for piece in matrix.pieces():
                quantized = self.quantize(name, piece, bits, block)
                scales.append(quantized.scales)
                yield quantized.codes

        shape = (n_rows, n_blocks, block * bits // 8)
        coded = self._weight(f"{name}.codes", shape, np.dtype(np.uint8), codes())
        return coded, self.constant(f"{name}.scales", np.concatenate(scales))

    def _weight(
        self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any], pieces: Iterable[Array]
    ) -> str:
        if self.data is not None and math.prod(shape) * dtype.itemsize >= _LEAST_EXTERNAL_BYTES:
            self.initializers.append(self.data.write(name, shape, dtype, pieces))
        else:
            whole = list(pieces)
            values = whole[0] if len(whole) == 1 else np.concatenate(whole)
            self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _matmul(
        self, inputs: list[str], output: str, shape: tuple[int, ...], bits: int, block: int
    ) -> str:
        return self.node(
            "MatMulNBits",
            inputs,
            [output],
            N=shape[0],
            K=shape[1],
            bits=bits,
            block_size=block,
            accuracy_level=self.recipe.accuracy_level,
        )


def table_block(width: int, wanted: int) -> int:
    """Give the largest block up to the one wanted that divides the table's rows.

    GatherBlockQuantized, unlike MatMulNBits, cannot skip a padded end.
    """
    for block in (128, 64, 32, 16):
        if block <= wanted and width % block == 0:
            return block
    raise ModelCorrupt(f"A width of {width} has no block table here; build with table bits 0.")
