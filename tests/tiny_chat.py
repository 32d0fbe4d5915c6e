"""Tiny seeded instruct models: the content is noise, template and tokens are real in form.

Each template is the one of a family, as its models carry it (shortened where it only
serves tools): ChatML (Qwen, SmolLM2), Llama 3, Gemma, Phi 3 and Llama 2.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from safetensors.numpy import load_file, save_file
from tokenizers import AddedToken, Tokenizer

from tests.tiny_model import (
    TinyShape,
    byte_level_tokenizer,
    metaspace_tokenizer,
    write_checkpoint,
)


@dataclass(frozen=True, slots=True)
class Family:
    """How the chats of a family of models look.

    Attributes:
        template: jinja. specials: control tokens. bos, eos: names. ends: end an answer.
        strips: its control tokens swallow the white space behind them.
    """

    template: str
    specials: tuple[str, ...]
    bos: str
    eos: str
    ends: tuple[str, ...]
    strips: bool = False
    is_metaspace: bool = False


CHATML = Family(
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging "
    "Face<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + "
    "message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|im_start|>assistant\n' }}{% if enable_thinking is defined and not enable_thinking %}"
    "{{ '<think>\n\n</think>\n\n' }}{% endif %}{% endif %}",
    ("<|endoftext|>", "<|im_start|>", "<|im_end|>"),
    "",
    "<|im_end|>",
    ("<|im_end|>", "<|endoftext|>"),
)
LLAMA3 = Family(
    "{{- bos_token }}\n{%- if messages[0]['role'] == 'system' %}\n"
    "    {%- set system_message = messages[0]['content']|trim %}\n"
    "    {%- set messages = messages[1:] %}\n{%- else %}\n    {%- set system_message = '' %}\n"
    "{%- endif %}\n{{- '<|start_header_id|>system<|end_header_id|>\n\n' }}\n"
    "{{- 'Cutting Knowledge Date: December 2023\n' }}\n{{- system_message }}\n"
    "{{- '<|eot_id|>' }}\n{%- for message in messages %}\n"
    "    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' "
    "+ message['content'] | trim + '<|eot_id|>' }}\n{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n"
    "    {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}\n{%- endif %}\n",
    ("<|begin_of_text|>", "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>"),
    "<|begin_of_text|>",
    "<|eot_id|>",
    ("<|eot_id|>",),
)
GEMMA = Family(
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
    "{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}"
    "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate') }}{% endif %}"
    "{% if (message['role'] == 'assistant') %}{% set role = 'model' %}"
    "{% else %}{% set role = message['role'] %}{% endif %}"
    "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}",
    ("<bos>", "<start_of_turn>", "<end_of_turn>"),
    "<bos>",
    "<end_of_turn>",
    ("<end_of_turn>",),
)
PHI3 = Family(
    "{% for message in messages %}{% if message['role'] == 'system' %}"
    "{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}"
    "{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}"
    "{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}",
    ("<|end|>", "<|system|>", "<|user|>", "<|assistant|>"),
    "<|end|>",
    "<|end|>",
    ("<|end|>",),
    strips=True,
)
LLAMA2 = Family(
    "{% for message in messages %}{% if message['role'] == 'user' %}"
    "{{ '<|user|>\n' + message['content'] + eos_token }}"
    "{% elif message['role'] == 'system' %}{{ '<|system|>\n' + message['content'] + eos_token }}"
    "{% elif message['role'] == 'assistant' %}"
    "{{ '<|assistant|>\n'  + message['content'] + eos_token }}{% endif %}"
    "{% if loop.last and add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}{% endfor %}",
    (),
    "<s>",
    "</s>",
    ("</s>",),
    is_metaspace=True,
)
FAMILIES = {"chatml": CHATML, "llama3": LLAMA3, "gemma": GEMMA, "phi3": PHI3, "llama2": LLAMA2}


def chat_tokenizer(family: Family) -> Tokenizer:
    """Make a tokenizer with the family's control tokens; "<think>" is one in all but name."""
    if family.is_metaspace:
        return metaspace_tokenizer(400)
    tokenizer = byte_level_tokenizer(n_vocabulary=400)
    tokenizer.add_special_tokens(
        [AddedToken(name, special=True, rstrip=family.strips) for name in family.specials]
    )
    tokenizer.add_tokens([AddedToken(name, special=False) for name in ("<think>", "</think>")])
    return tokenizer


def write_chat_checkpoint(folder: Path, family: Family) -> Path:
    """Write a random instruct checkpoint as Hugging Face lays it out."""
    tokenizer = chat_tokenizer(family)
    write_checkpoint(folder, TinyShape(context_tokens=512), tokenizer=tokenizer)
    _keep_to_letters(folder / "model.safetensors", tokenizer)
    config = {
        "eos_token": family.eos,
        "chat_template": family.template,
        "tokenizer_class": "PreTrainedTokenizerFast",
        "clean_up_tokenization_spaces": False,
        **({"bos_token": family.bos} if family.bos else {}),
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    ends = [tokenizer.token_to_id(name) for name in family.ends]
    generation = {"eos_token_id": ends}
    (folder / "generation_config.json").write_text(json.dumps(generation), encoding="utf-8")
    return folder


def _keep_to_letters(weights: Path, tokenizer: Tokenizer) -> None:
    """Have the noise speak in plain letters only: bytes alone are no text to be compared."""
    tensors = load_file(weights)
    table = tensors["model.embed_tokens.weight"]
    for i in range(len(table)):
        name = (tokenizer.id_to_token(i) or "<").lstrip("\u0120\u2581")
        if not (name.isascii() and name.isalpha()):
            table[i] = 0
    save_file(tensors, weights)
