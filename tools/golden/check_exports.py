"""Runs models that Verdict exported in the programs that they are for, and compares the logits.

    python tools/golden/check_exports.py FOLDER...

Each folder is one that `verdict export` wrote: the texts and the logits of the model come from its verification.json.
A folder with model.onnx must pass the ONNX checker, have operators of ONNX's own set 17 only, and run in ONNX Runtime;
one with model.safetensors must load in transformers with nothing missing. Texts are padded, eight in a batch. Fails
where a label differs, or a logit by more than 1e-4: the roundings of float32 over a whole encoder stay below it, a
wrong token, mask or parameter does not.
"""

import argparse
import collections
import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch
import transformers
from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertModel

TOLERANCE = 1e-4
BATCH = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    transformers.logging.set_verbosity_error()
    print(f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}, "
          f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}")
    failed = [folder.name for folder in parser.parse_args().folders if not check(folder)]
    if failed:
        sys.exit(f"FAILED: {failed}")
    print("OK")


def check(folder):
    verification = json.loads((folder / "verification.json").read_text("utf-8"))
    texts = verification["texts"]
    print(f"{folder.name}: {verification['format']}, verified by {verification['verified_by'].split(' (')[1][:-1]} on "
          f"{verification['texts_compared']} texts")
    run = on_onnxruntime(folder) if verification["format"] == "onnx" else on_transformers(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    largest, flips = 0.0, 0
    multi_label = json.loads((folder / "config.json").read_text("utf-8"))["problem_type"].startswith("multi")
    for start in range(0, len(texts), BATCH):
        batch = texts[start:start + BATCH]
        inputs = encode(tokenizer, batch)
        logits = run(inputs)
        expected = numpy.array([text["expected"] for text in batch])
        difference = numpy.abs(logits - expected).max()
        largest = max(largest, float("inf") if numpy.isnan(difference) else float(difference))
        flips += int((labels(logits, multi_label) != labels(expected, multi_label)).any(axis=1).sum())
    print(f"  {len(texts)} texts, {flips} other labels, largest difference of a logit {largest:.3e}, "
          f"allowed {TOLERANCE}")
    return flips == 0 and largest <= TOLERANCE


def encode(tokenizer, batch):
    """One batch; texts and pairs are encoded on their own, and padded together."""
    rows = [tokenizer(text["text"], text.get("pair"), truncation=True) for text in batch]
    padded = tokenizer.pad(rows, return_tensors="np")
    if "token_type_ids" not in padded:
        padded["token_type_ids"] = numpy.zeros_like(padded["input_ids"])
    return {name: padded[name].astype(numpy.int64) for name in ["input_ids", "attention_mask", "token_type_ids"]}


def labels(logits, multi_label):
    return logits >= 0 if multi_label else logits.argmax(axis=1)[:, None]


def on_onnxruntime(folder):
    file = folder / "model.onnx"
    onnx.checker.check_model(str(file), full_check=True)
    model = onnx.load(file)
    opsets = [(opset.domain, opset.version) for opset in model.opset_import]
    domains = {node.domain for node in model.graph.node}
    assert opsets == [("", 17)] and domains == {""}, (opsets, domains)
    counts = collections.Counter(node.op_type for node in model.graph.node)
    print("  checker passed; " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(["logits"], inputs)[0]


def on_transformers(folder):
    pooling = json.loads((folder / "verdict.json").read_text("utf-8"))["pooling"]
    if pooling == "pooler":
        model, loading = AutoModelForSequenceClassification.from_pretrained(
            folder, local_files_only=True, output_loading_info=True)
        head = None
    else:
        model, loading = BertModel.from_pretrained(
            folder, local_files_only=True, output_loading_info=True, add_pooling_layer=False)
        head = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).classifier
    model.eval()
    # Without a pooler, the pooler's and the head's tensors are left over.
    left = [key for key in loading["unexpected_keys"] if not key.split(".")[-3:-2] == ["pooler"] and "classifier" not in key]
    assert not loading["missing_keys"] and not left, loading
    print(f"  {type(model).__name__}, pooling {pooling}")

    def run(inputs):
        tensors = {name: torch.from_numpy(value) for name, value in inputs.items()}
        with torch.no_grad():
            output = model(**tensors)
            if head is None:
                return output.logits.numpy()
            rows = output.last_hidden_state
            if pooling == "cls":
                return head(rows[:, 0]).numpy()
            kept = tensors["attention_mask"][:, :, None].float()
            return head((rows * kept).sum(1) / kept.sum(1)).numpy()

    return run


if __name__ == "__main__":
    main()
