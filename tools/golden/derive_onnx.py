"""Makes further fixtures from exported ones by the tools that people run after the export."""

import json
import tempfile
from pathlib import Path

import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.float16 import convert_float_to_float16
from onnxruntime.transformers.optimizer import optimize_model

from export_onnx import FOLDER
from fixture_index import read_index, update_index

FLOAT16 = {"weights": "weights/float16.safetensors", "expected": "expected/float16_weights.json"}


def main():
    external("torch2_opset14", "external_data/model.onnx", "every tensor over 1 KiB lies in model.onnx_data")
    float16("torch2_opset14", "torch2_opset14_float16.onnx")
    float16("torch2_opset17_sdpa", "torch2_opset17_sdpa_float16.onnx")
    fused("torch2_opset14", "torch2_opset14_fused.onnx")
    optimised_by_session("torch2_opset14", "torch2_opset14_basic.onnx")
    quantised("torch2_opset14", "torch2_opset14_int8.onnx")


def external(source, target, quirk):
    model = load(source)
    path = FOLDER / target
    path.parent.mkdir(exist_ok=True)
    data = path.name + "_data"
    (path.parent / data).unlink(missing_ok=True)
    onnx.save_model(
        model, str(path), save_as_external_data=True, all_tensors_to_one_file=True, location=data, size_threshold=1024
    )
    index(source, target, "onnx.save_model of onnx " + onnx.__version__, quirk)


def float16(source, target):
    """The weights are rounded to float16; the expected outputs are those of the rounded weights in float32."""
    model = convert_float_to_float16(load(source), keep_io_types=True)
    onnx.save(model, str(FOLDER / target))
    quirk = "float16 weights and arithmetic between Casts; inputs and outputs as before"
    index(source, target, runtime("float16 converter"), quirk, **FLOAT16)


def fused(source, target):
    config = entry(source)["config"]
    optimized = optimize_model(
        str(FOLDER / f"{source}.onnx"),
        model_type="bert",
        num_heads=config["num_attention_heads"],
        hidden_size=config["hidden_size"],
        opt_level=0,
    )
    onnx.save(optimized.model, str(FOLDER / target))
    index(source, target, runtime("transformers optimizer"), "com.microsoft's fused operators")


def optimised_by_session(source, target):
    """What an InferenceSession saves at the level 'basic': standard operators only."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(FOLDER / target)
    onnxruntime.InferenceSession(str(FOLDER / f"{source}.onnx"), options)
    index(source, target, runtime("basic graph optimisation"), "constants folded, nodes renamed and merged")


def quantised(source, target):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        onnx.save(load(source), str(path))
        quantize_dynamic(str(path), str(FOLDER / target), weight_type=QuantType.QInt8)
    quirk = "int8 weights (MatMulInteger): for an error that says so; its outputs differ from the expected ones"
    index(source, target, runtime("dynamic quantisation"), quirk, quantized=True)


def load(source):
    return onnx.load(str(FOLDER / f"{source}.onnx"))


def entry(source):
    return next(each for each in read_index(FOLDER) if each["file"] == f"{source}.onnx")


def runtime(tool):
    return f"{tool} of onnxruntime {onnxruntime.__version__}"


def index(source, target, tool, quirk, **changes):
    update_index(
        FOLDER, {**entry(source), "file": target, "derived": f"{source}.onnx by the {tool}", "quirk": quirk, **changes}
    )
    print("made", target)


if __name__ == "__main__":
    main()
