"""Foreword, an offline writing assistant. Importing this package loads nothing heavy.

It does silence two libraries before anything can load them: since 1.29 the official
builds of onnxruntime keep a device id in the user's cache and report to Microsoft
some ten seconds after the import; huggingface_hub (which tokenizers brings along)
names itself and its caller to its server. Both read these variables only once.
Source: microsoft/onnxruntime pull request 27379; seen with strace in 1.31.1 on
2026-11-21; https://huggingface.co/docs/huggingface_hub environment variables.
"""

import os

__version__ = "0.1.0"

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
