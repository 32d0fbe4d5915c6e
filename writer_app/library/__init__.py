"""Models on disk: building, quantizing and checking graphs (onnx, numpy, safetensors; no torch)."""
