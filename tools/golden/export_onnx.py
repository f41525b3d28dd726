"""Exports the tiny BERTs to ONNX in the many ways that people do: the fixtures of the importer's tests.

Run it once in each environment, with torch 2 first (it makes the parameters and the expected outputs), then
check_onnx.py; README.md beside this file says how. Each fixture is a line of the tables below.
"""

import copy
import sys
import warnings
from dataclasses import asdict, dataclass, field
from pathlib import Path

import onnx
import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import BertForSequenceClassification, BertModel

from fixture_index import update_index
from tiny_bert import (
    ROOT,
    encoder_names,
    load_parameters,
    model_inputs,
    numbers,
    padded,
    ragged_batch,
    random_parameters,
    tiny_config,
    write_json,
)

FOLDER = ROOT / "import/src/test/resources/io/verdict/onnx"
TORCH = "torch" + torch.__version__.split(".")[0]
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


@dataclass
class Fixture:
    name: str
    opset: int
    exporter: str = "torchscript"
    model: str = "bert"  # bert, bert_no_pooler or classifier
    attention: str = "eager"
    weights: str = "random"
    expected: str = "gelu"
    config: dict = field(default_factory=dict)
    inputs: list = field(default_factory=lambda: list(INPUTS))  # the forward's arguments that become inputs
    input_names: list = None  # their names in the file, where they differ
    half: bool = False
    options: dict = field(default_factory=dict)
    quirk: str = ""


GELU_NEW = dict(config={"hidden_act": "gelu_new"}, expected="gelu_new")
GELU_TANH = dict(config={"hidden_act": "gelu_pytorch_tanh"}, expected="gelu_new")
RELU = dict(config={"hidden_act": "relu"}, expected="relu")
EPS_1E5 = dict(config={"layer_norm_eps": 1e-5}, expected="layer_norm_eps_1e-5")
NO_TYPES = dict(inputs=INPUTS[:2], expected="no_type_ids", quirk="no token_type_ids: row 0 of the table everywhere")
UNFOLDED = dict(options={"do_constant_folding": False}, quirk="no constant folding: MatMul(x, Transpose(weight))")
AS_INPUTS = dict(options={"keep_initializers_as_inputs": True}, quirk="each initializer is a graph input too")
DUPLICATES = dict(weights="initial", expected="initial_weights", quirk="equal parameters share one initializer")
RENAMED = dict(input_names=["tokens", "mask", "segments"], quirk="inputs named tokens, mask, segments")
HALF = dict(half=True, weights="float16", expected="float16_weights", quirk="model.half(): float16 throughout")

FIXTURES = {
    "torch1": [
        Fixture("torch1_opset11", 11),
        Fixture("torch1_opset12_no_pooler", 12, model="bert_no_pooler"),
        Fixture("torch1_opset13", 13),
        Fixture("torch1_opset15_classifier", 15, model="classifier"),
        Fixture("torch1_opset17", 17),
        Fixture("torch1_opset11_gelu_new", 11, **GELU_NEW),
        Fixture("torch1_opset13_unfolded", 13, **UNFOLDED),
        Fixture("torch1_opset11_initializers_as_inputs", 11, **AS_INPUTS),
        Fixture("torch1_opset11_shared_initializers", 11, **DUPLICATES),
        Fixture("torch1_opset13_no_type_ids", 13, **NO_TYPES),
    ],
    "torch2": [
        Fixture("torch2_opset11_classifier", 11, model="classifier"),
        Fixture("torch2_opset12", 12),
        Fixture("torch2_opset13_no_pooler", 13, model="bert_no_pooler"),
        Fixture("torch2_opset14", 14),
        Fixture("torch2_opset14_sdpa", 14, attention="sdpa"),
        Fixture("torch2_opset15_sdpa_no_pooler", 15, attention="sdpa", model="bert_no_pooler"),
        Fixture("torch2_opset16_sdpa", 16, attention="sdpa"),
        Fixture("torch2_opset17", 17),
        Fixture("torch2_opset17_sdpa", 17, attention="sdpa"),
        Fixture("torch2_opset17_sdpa_classifier", 17, attention="sdpa", model="classifier"),
        Fixture("torch2_opset18", 18),
        Fixture("torch2_opset18_sdpa_classifier", 18, attention="sdpa", model="classifier"),
        Fixture("torch2_opset20_sdpa", 20, attention="sdpa", quirk="native Gelu, approximate=none"),
        Fixture(
            "torch2_opset20_gelu_tanh", 20, **GELU_TANH, quirk="native Gelu, approximate=tanh (gelu_pytorch_tanh)"
        ),
        Fixture("torch2_opset17_gelu_new", 17, **GELU_NEW),
        Fixture("torch2_opset17_gelu_tanh", 17, **GELU_TANH, quirk="gelu_pytorch_tanh decomposed by the exporter"),
        Fixture("torch2_opset17_relu", 17, **RELU),
        Fixture("torch2_opset14_eps_1e-5", 14, **EPS_1E5),
        Fixture("torch2_opset17_eps_1e-5", 17, **EPS_1E5),
        Fixture("torch2_opset17_sdpa_unfolded", 17, attention="sdpa", **UNFOLDED),
        Fixture("torch2_opset17_initializers_as_inputs", 17, **AS_INPUTS),
        Fixture("torch2_opset14_no_type_ids", 14, **NO_TYPES),
        Fixture("torch2_opset17_sdpa_no_type_ids", 17, attention="sdpa", **NO_TYPES),
        Fixture(
            "torch2_opset14_only_input_ids",
            14,
            inputs=["input_ids"],
            expected="no_type_ids",
            quirk="input_ids alone: the graph makes a mask of ones",
        ),
        Fixture(
            "torch2_opset17_position_ids",
            17,
            inputs=[*INPUTS, "position_ids"],
            quirk="position_ids is a fourth input",
        ),
        Fixture("torch2_opset14_renamed_inputs", 14, **RENAMED),
        Fixture("torch2_opset17_half", 17, **HALF),
        Fixture("dynamo_opset18", 18, exporter="dynamo"),
        Fixture("dynamo_opset18_sdpa", 18, exporter="dynamo", attention="sdpa"),
        Fixture("dynamo_opset18_sdpa_classifier", 18, exporter="dynamo", attention="sdpa", model="classifier"),
        Fixture("dynamo_opset18_gelu_new", 18, exporter="dynamo", **GELU_NEW),
        Fixture("dynamo_opset18_sdpa_no_type_ids", 18, exporter="dynamo", attention="sdpa", **NO_TYPES),
        Fixture(
            "dynamo_opset18_sdpa_unoptimized",
            18,
            exporter="dynamo",
            attention="sdpa",
            options={"optimize": False},
            quirk="optimize=False: functions, aliases and casts are left in",
        ),
    ],
}

OUTPUTS = {
    "bert": ["last_hidden_state", "pooler_output"],
    "bert_no_pooler": ["last_hidden_state"],
    "classifier": ["logits"],
}


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    chosen = sys.argv[1:]
    if TORCH == "torch2" and not chosen:
        write_weights()
        write_expected()
    for fixture in FIXTURES[TORCH]:
        if not chosen or fixture.name in chosen:
            export(fixture)
            print("exported", fixture.name)


def write_weights():
    """One file of parameters for all fixtures that hold the same, in Verdict's names."""
    config = tiny_config()
    random = encoder_names(random_parameters(config, seed=1))
    torch.manual_seed(2)
    initial = encoder_names(dict(BertForSequenceClassification(config).named_parameters()))
    half = {name: value.half().float() for name, value in random.items()}
    for name, parameters in {"random": random, "initial": initial, "float16": half}.items():
        path = FOLDER / f"weights/{name}.safetensors"
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file({key: value.detach().contiguous() for key, value in parameters.items()}, path)


def write_expected():
    """The reference outputs, computed in float64 so that they carry no rounding of their own."""
    variants = {}
    for fixture in [*FIXTURES["torch2"], *FIXTURES["torch1"]]:
        variants.setdefault(fixture.expected, fixture)
    for name, fixture in variants.items():
        tokens, types = ragged_batch([7, 1, 12, 4], seed=3, type_ids=name != "no_type_ids")
        classifier = build(fixture, BertForSequenceClassification).double()
        with torch.no_grad():
            inputs = model_inputs(tokens, types)
            encoded = classifier.bert(**inputs)
            logits = classifier(**inputs).logits
        rows = [hidden[: len(ids)] for hidden, ids in zip(encoded.last_hidden_state, tokens)]
        write_json(
            FOLDER / f"expected/{name}.json",
            {
                "input_ids": tokens,
                "token_type_ids": types,
                "attention_mask": [[1] * len(ids) for ids in tokens],
                "last_hidden_state": [numbers(row) for row in rows],
                "pooler_output": numbers(encoded.pooler_output),
                "logits": numbers(logits),
            },
        )


def build(fixture, kind):
    """The fixture's model with its parameters, in float32."""
    config = tiny_config(fixture.attention, **fixture.config)
    parameters = load_file(FOLDER / f"weights/{fixture.weights}.safetensors")
    if kind is BertForSequenceClassification:
        prefixed = {name if name.startswith("classifier") else "bert." + name: v for name, v in parameters.items()}
        return load_parameters(kind(config), prefixed)
    pooler = fixture.model == "bert"
    kept = {n: v for n, v in parameters.items() if not n.startswith("classifier") and (pooler or "pooler" not in n)}
    return load_parameters(kind(config, add_pooling_layer=pooler), kept)


def export(fixture):
    model = build(fixture, BertForSequenceClassification if fixture.model == "classifier" else BertModel)
    if fixture.half:
        model = model.half()
    inputs = {**model_inputs(*ragged_batch([6, 9], seed=4)), "position_ids": torch.arange(9).repeat(2, 1)}
    inputs = {name: inputs[name] for name in fixture.inputs}
    input_names = fixture.input_names or fixture.inputs
    path = FOLDER / f"{fixture.name}.onnx"
    export_to(path, model, inputs, input_names, fixture)
    proto = onnx.load(str(path))
    erase_machine_paths(proto)
    onnx.save(proto, str(path))
    initial = {entry.name for entry in proto.graph.initializer}
    update_index(
        FOLDER,
        {
            "file": path.name,
            "exporter": fixture.exporter,
            "torch": torch.__version__.split("+")[0],
            "transformers": transformers.__version__,
            "opset": fixture.opset,
            "model": fixture.model,
            "attention": fixture.attention,
            "weights": f"weights/{fixture.weights}.safetensors",
            "expected": f"expected/{fixture.expected}.json",
            "inputs": dict(zip(fixture.inputs, input_names)),
            "outputs": [output.name for output in proto.graph.output],
            "config": config_of(model.config),
            "quirk": fixture.quirk,
        },
    )
    assert [i.name for i in proto.graph.input if i.name not in initial] == input_names, path


def export_to(path, model, inputs, input_names, fixture):
    outputs = OUTPUTS[fixture.model]
    settings = dict(input_names=input_names, output_names=outputs, opset_version=fixture.opset, **fixture.options)
    if fixture.exporter == "dynamo":
        # The bounds are those that the tracer asks for.
        batch, sequence = torch.export.Dim("batch", max=1024), torch.export.Dim("sequence", max=47)
        shapes = {name: {0: batch, 1: sequence} for name in inputs}
        torch.onnx.export(
            model, (), str(path), kwargs=inputs, dynamo=True, dynamic_shapes=shapes, external_data=False, **settings
        )
        return
    axes = {name: {0: "batch", 1: "sequence"} for name in input_names}
    axes.update({name: {0: "batch", 1: "sequence"} if "hidden" in name else {0: "batch"} for name in outputs})
    torch.onnx.export(model, (inputs,), str(path), dynamic_axes=axes, **settings)


def erase_machine_paths(proto):
    """Drops the stack traces that name folders of this machine; what the file computes stays."""
    for node in [*proto.graph.node, *(node for function in proto.functions for node in function.node)]:
        node.doc_string = ""
        if hasattr(node, "metadata_props"):  # since onnx 1.16
            del node.metadata_props[:]
    if hasattr(proto.graph, "metadata_props"):
        del proto.graph.metadata_props[:]


def config_of(config):
    keys = ["vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size"]
    keys += ["max_position_embeddings", "type_vocab_size", "hidden_act", "layer_norm_eps", "num_labels"]
    return {key: getattr(config, key) for key in keys}


if __name__ == "__main__":
    main()
