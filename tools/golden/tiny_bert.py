"""The tiny BERTs that the golden files are made from: one configuration, seeded parameters, one ragged batch."""

import json
import os
import tempfile
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertForSequenceClassification

ROOT = Path(__file__).resolve().parents[2]

# Every size differs from every other, so that no transposed or swapped tensor fits by accident.
SIZES = dict(
    vocab_size=120,
    hidden_size=24,
    num_hidden_layers=2,
    num_attention_heads=3,
    intermediate_size=40,
    max_position_embeddings=48,
    type_vocab_size=2,
    num_labels=5,
    pad_token_id=0,
)


def tiny_config(attention="eager", **changes):
    """A BertConfig of the tiny size without dropout."""
    config = BertConfig(**{**SIZES, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, **changes})
    config._attn_implementation = attention  # ignored by transformers releases that know one attention only
    return config


def random_parameters(config, seed, embedding_scale=0.02):
    """Parameters far from their initial values: a mixed-up bias, scale or epsilon must change the outputs.

    The names are BertForSequenceClassification's. Drawn with NumPy, whose generator gives the same numbers on
    every machine and in every release.
    """
    generator = np.random.RandomState(seed)
    parameters = {}
    for name, parameter in sorted(BertForSequenceClassification(config).named_parameters()):
        values = generator.standard_normal(tuple(parameter.shape))
        if name.endswith("LayerNorm.weight"):
            values = 1 + 0.2 * values
        elif name.endswith("bias"):
            values = 0.2 * values
        elif "embeddings" in name:
            values = embedding_scale * values  # a small one lets layer_norm_eps show in the outputs
        else:
            values = 0.3 * values
        parameters[name] = torch.from_numpy(values.astype(np.float32))
    return parameters


def load_parameters(model, parameters):
    """Sets every parameter of the model; buffers such as position_ids keep their values."""
    missing, unexpected = model.load_state_dict(parameters, strict=False)
    missing = [name for name in missing if not name.endswith(("position_ids", "token_type_ids"))]
    if missing or unexpected:
        raise ValueError(f"missing {missing}, unexpected {unexpected}")
    return model.eval()


def encoder_names(parameters):
    """Verdict's names: those of BertModel without a prefix, and classifier.*."""
    return {name.removeprefix("bert."): value for name, value in parameters.items()}


def ragged_batch(lengths, seed, type_ids=True):
    """Token and type ids per sequence; inside a sequence some tokens repeat. Id 0 is kept for padding."""
    generator = np.random.RandomState(seed)
    tokens, types = [], []
    for length in lengths:
        ids = generator.randint(1, SIZES["vocab_size"], size=length)
        ids[length // 2] = ids[0]
        tokens.append(ids.tolist())
        types.append([int(type_ids and position > length // 2) for position in range(length)])
    return tokens, types


def padded(sequences, length=None):
    """A LongTensor [sequences, longest], filled up with 0 on the right."""
    length = length or max(map(len, sequences))
    return torch.tensor([sequence + [0] * (length - len(sequence)) for sequence in sequences])


def model_inputs(tokens, types):
    """The keyword arguments of a BERT's forward for a ragged batch."""
    return {
        "input_ids": padded(tokens),
        "attention_mask": padded([[1] * len(sequence) for sequence in tokens]),
        "token_type_ids": padded(types),
    }


def numbers(tensor):
    """Nested lists with the nine significant digits that name a float32."""
    if isinstance(tensor, torch.Tensor):
        tensor = tensor.detach().to(torch.float64).tolist()
    if isinstance(tensor, list):
        return [numbers(element) for element in tensor]
    return float(f"{tensor:.9g}")


def write_json(path, value):
    """One key a line, rows of numbers kept on one line."""
    lines = [f"  {json.dumps(key)}: {json.dumps(element)}" for key, element in value.items()]
    write_bytes(path, ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8"))


def write_bytes(path, content):
    """Writes the file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)
