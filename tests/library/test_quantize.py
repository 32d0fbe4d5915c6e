import numpy as np
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from writer_app.library.quantize import BlockQuantized, quantize_blocks


def matrix(n: int, k: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((n, k)).astype(np.float32)


def product_by_runtime(quantized: BlockQuantized, values: np.ndarray) -> np.ndarray:
    """Multiply by onnxruntime's own MatMulNBits, in float32."""
    tensors = {"codes": quantized.codes, "scales": quantized.scales}
    node = helper.make_node(
        "MatMulNBits", ["x", "codes", "scales"], ["y"], domain="com.microsoft",
        N=len(quantized.codes), K=quantized.n_columns, bits=quantized.bits,
        block_size=quantized.block, accuracy_level=0,
    )  # fmt: skip
    graph = helper.make_graph(
        [node], "one", [helper.make_tensor_value_info("x", TensorProto.FLOAT, list(values.shape))],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", "m"])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: np.ndarray = session.run(None, {"x": values})[0]
    return result


@pytest.mark.parametrize("block", [16, 32, 64, 128])
def test_eight_bits_round_by_half_a_step_at_most(block: int) -> None:
    original = matrix(8, 256)
    quantized = quantize_blocks(original, 8, block)
    steps = np.repeat(quantized.scales, block, axis=1)
    assert (np.abs(quantized.dequantized() - original) <= steps * 0.5001).all()


@pytest.mark.parametrize("block", [16, 32, 64, 128])
def test_four_bits_lose_less_than_plain_rounding_to_the_largest_value(block: int) -> None:
    original = matrix(32, 256)
    blocks = original.reshape(32, -1, block)
    scale = np.abs(blocks).max(-1, keepdims=True) / 7
    plain_error = np.square(np.clip(np.rint(blocks / scale), -8, 7) * scale - blocks).mean()
    ours = quantize_blocks(original, 4, block).dequantized()
    assert np.square(ours - original).mean() < 0.95 * plain_error


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("k", [32, 64, 160])
def test_onnxruntime_reads_the_blocks_as_we_mean_them(bits: int, k: int) -> None:
    quantized = quantize_blocks(matrix(24, k), bits)
    values = np.random.default_rng(4).standard_normal((3, k)).astype(np.float32)
    expected = values @ quantized.dequantized().T
    np.testing.assert_allclose(
        product_by_runtime(quantized, values), expected, rtol=1e-4, atol=1e-4
    )


@pytest.mark.parametrize("bits", [4, 8])
def test_a_row_that_does_not_fill_its_last_block_is_padded(bits: int) -> None:
    quantized = quantize_blocks(matrix(5, 40), bits)
    assert quantized.dequantized().shape == (5, 40)
    values = np.eye(40, dtype=np.float32)
    ours = product_by_runtime(quantized, values)
    np.testing.assert_allclose(ours, quantized.dequantized().T, atol=1e-5)


@pytest.mark.parametrize("bits", [4, 8])
def test_a_block_of_zeros_stays_zero(bits: int) -> None:
    original = matrix(2, 64)
    original[0, :32] = 0
    dequantized = quantize_blocks(original, bits).dequantized()
    assert (dequantized[0, :32] == 0).all()
    assert np.isfinite(dequantized).all()


@pytest.mark.parametrize("bits", [4, 8])
def test_one_outlier_costs_its_own_block_only(bits: int) -> None:
    original = matrix(1, 64)
    calm = quantize_blocks(original, bits).dequantized()
    original[0, 3] = 1000
    wild = quantize_blocks(original, bits).dequantized()
    np.testing.assert_array_equal(wild[0, 32:], calm[0, 32:])


def test_other_widths_are_refused() -> None:
    with pytest.raises(ValueError, match="4 or 8"):
        quantize_blocks(matrix(1, 32), 5)
