"""PyTorch's forward and backward of each op of the vocabulary, on packed ragged rows, in float64.

The inputs are float32 numbers, so that a float32 implementation starts from exactly the same values. "gradient" is
what flows into the op's output in backward; "<input>_gradient" is what must come out for that input.
"""

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn import functional
from transformers import BertModel

from tiny_bert import (
    ROOT,
    encoder_names,
    load_parameters,
    model_inputs,
    numbers,
    ragged_batch,
    random_parameters,
    tiny_config,
    write_json,
)

FOLDER = ROOT / "transformer-core/src/test/resources/io/verdict/transformer/golden"


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    activations()
    layer_norm()
    attention()
    encoder()


def activations():
    """From where each function is 0 to where it is x, densely around 0 and at the minimum near -0.75."""
    grid = np.concatenate([np.arange(-12, 12.5, 0.5), np.arange(-1, 1, 0.07), [-40, -6.3, -1e-3, 1e-7, 1e-3, 6.3, 40]])
    inputs = torch.from_numpy(np.unique(grid.astype(np.float32)))
    functions = {
        "gelu": functional.gelu,
        "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
        "relu": functional.relu,
        "tanh": torch.tanh,
    }
    result = {"input": numbers(inputs)}
    for name, function in functions.items():
        x = inputs.double().requires_grad_()
        output = function(x)
        output.sum().backward()
        result[name] = {"output": numbers(output), "derivative": numbers(x.grad)}
    write_json(FOLDER / "activations.json", result)


def layer_norm():
    """Ordinary rows, one far from zero, one of a small variance; a constant row has its own case."""
    generator = np.random.RandomState(61)
    rows = generator.standard_normal((5, 12))
    rows[2] += 10
    rows[3] *= 0.01
    cases = {
        "eps_1e-12": (rows, 1e-12),
        "eps_1e-5": (rows, 1e-5),
        "constant_row": (np.full((1, 12), 2.0), 1e-5),
    }
    result = {}
    for name, (values, eps) in cases.items():
        inputs = {
            "input": leaf(values),
            "weight": leaf(1 + 0.3 * generator.standard_normal(12)),
            "bias": leaf(0.3 * generator.standard_normal(12)),
        }
        output = functional.layer_norm(inputs["input"], (12,), inputs["weight"], inputs["bias"], eps)
        result[name] = {"eps": eps, **forward_and_backward(inputs, output, generator)}
    write_json(FOLDER / "layer_norm.json", result)


def attention():
    """softmax(query key^T / sqrt(headSize)) value inside each sequence and head; heads lie side by side in a row."""
    generator = np.random.RandomState(71)
    heads, head_size, offsets = 2, 5, [0, 1, 6, 8, 15]
    result = {}
    for name, scale in {"ordinary": 1.0, "large_scores": 8.0}.items():
        shape = (offsets[-1], heads * head_size)
        inputs = {
            "query": leaf(scale * generator.standard_normal(shape)),
            "key": leaf(scale * generator.standard_normal(shape)),
            "value": leaf(generator.standard_normal(shape)),
        }
        outputs = []
        for start, end in zip(offsets, offsets[1:]):
            query, key, value = (
                each[start:end].view(end - start, heads, head_size).transpose(0, 1) for each in inputs.values()
            )
            scores = query @ key.transpose(1, 2) / head_size**0.5
            outputs.append((scores.softmax(-1) @ value).transpose(0, 1).reshape(end - start, -1))
        result[name] = {
            "heads": heads,
            "sequence_offsets": offsets,
            **forward_and_backward(inputs, torch.cat(outputs), generator),
        }
    write_json(FOLDER / "attention.json", result)


def encoder():
    """A whole BertModel: the hidden states after the embeddings and after each layer, and all gradients."""
    config = tiny_config()
    drawn = random_parameters(config, seed=81, embedding_scale=0.5)
    named = encoder_names({name: value for name, value in drawn.items() if not name.startswith("classifier")})
    model = load_parameters(BertModel(config), named).double()
    tokens, types = ragged_batch([6, 1, 11, 3], seed=82)
    output = model(**model_inputs(tokens, types), output_hidden_states=True)
    packed = [
        torch.cat([row[: len(ids)] for row, ids in zip(states, tokens)]) for states in output.hidden_states
    ]
    generator = np.random.RandomState(83)
    hidden_gradient = constant(generator.standard_normal(packed[-1].shape))
    pooled_gradient = constant(generator.standard_normal(output.pooler_output.shape))
    ((packed[-1] * hidden_gradient).sum() + (output.pooler_output * pooled_gradient).sum()).backward()
    save("encoder.safetensors", named)
    save("encoder_gradients.safetensors", {name: value.grad for name, value in model.named_parameters()})
    (FOLDER / "encoder_config.json").write_text(config.to_json_string(), "utf-8")
    write_json(
        FOLDER / "encoder.json",
        {
            "input_ids": tokens,
            "token_type_ids": types,
            "hidden_states": [numbers(states) for states in packed],
            "pooler_output": numbers(output.pooler_output),
            "last_hidden_state_gradient": numbers(hidden_gradient),
            "pooler_output_gradient": numbers(pooled_gradient),
        },
    )


def forward_and_backward(inputs, output, generator):
    gradient = constant(generator.standard_normal(output.shape))
    output.backward(gradient)
    return {
        **{name: numbers(value) for name, value in inputs.items()},
        "output": numbers(output),
        "gradient": numbers(gradient),
        **{f"{name}_gradient": numbers(value.grad) for name, value in inputs.items()},
    }


def leaf(values):
    return constant(values).requires_grad_()


def constant(values):
    """The values rounded to float32, as float64."""
    return torch.from_numpy(np.asarray(values, dtype=np.float32).astype(np.float64))


def save(name, parameters):
    values = {key: value.detach().to(torch.float32).contiguous() for key, value in sorted(parameters.items())}
    save_file(values, FOLDER / name)


if __name__ == "__main__":
    main()
