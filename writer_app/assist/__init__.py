"""What the writer gets from the model: pure Python; no Qt, no onnxruntime."""
