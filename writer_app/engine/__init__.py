"""One GPT on one device: numpy, onnxruntime and tokenizers; no Qt, nothing of `assist`."""
