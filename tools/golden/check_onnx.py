"""Runs every ONNX fixture in ONNX Runtime against its expected outputs and writes the table of README.md.

A fixture whose outputs ONNX Runtime cannot reproduce would be a wrong fixture, so this fails on it.
"""

import collections
import json
import sys

import numpy as np
import onnx
import onnxruntime

from export_onnx import FOLDER
from fixture_index import read_index

# float32 against float64 references: a few hundred roundings of values near 1. float16 keeps 11 bits of each.
FLOAT32_TOLERANCE = 2e-5
FLOAT16_TOLERANCE = 2e-2


def main():
    onnxruntime.set_default_logger_severity(3)  # errors only
    rows, failed = [], []
    for fixture in read_index(FOLDER):
        difference = largest_difference(fixture)
        quantized = fixture.get("quantized")
        half = "float16" in fixture["weights"]
        if not quantized and not difference <= (FLOAT16_TOLERANCE if half else FLOAT32_TOLERANCE):
            failed.append(fixture["file"])
        print(f"{fixture['file']:50} {difference:.2e}")
        rows.append(row(fixture, difference))
    write_table(rows)
    sys.exit(f"differ from the expected outputs: {failed}" if failed else None)


def largest_difference(fixture):
    """Over all outputs and all rows that are no padding; sequences go in alone where the file takes no mask."""
    session = onnxruntime.InferenceSession(str(FOLDER / fixture["file"]), providers=["CPUExecutionProvider"])
    expected = json.loads((FOLDER / fixture["expected"]).read_text("utf-8"))
    sequences = list(range(len(expected["input_ids"])))
    batches = [sequences] if "attention_mask" in fixture["inputs"] else [[each] for each in sequences]
    largest = 0.0
    for batch in batches:
        values = session.run(fixture["outputs"], feeds(fixture, expected, batch))
        for output, value in zip(fixture["outputs"], values):
            for row_of_batch, sequence in zip(value, batch):
                reference = np.array(expected[output][sequence])
                if output == "last_hidden_state":
                    row_of_batch = row_of_batch[: len(reference)]
                largest = max(largest, float(np.abs(row_of_batch.astype(np.float64) - reference).max()))
    return largest


def feeds(fixture, expected, batch):
    longest = max(len(expected["input_ids"][each]) for each in batch)
    result = {}
    for argument, name in fixture["inputs"].items():
        if argument == "position_ids":
            result[name] = np.tile(np.arange(longest), (len(batch), 1))
            continue
        rows = [expected[argument][each] for each in batch]
        result[name] = np.array([row + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
    return result


def row(fixture, difference):
    model = onnx.load(str(FOLDER / fixture["file"]), load_external_data=False)
    ops = collections.Counter(node.op_type for node in model.graph.node)
    telling = ["LayerNormalization", "Gelu", "Erf", "Where", "Shape", "Attention", "Transpose", "Gemm", "Cast"]
    shown = ", ".join(f"{op} {ops[op]}" for op in telling if ops[op])
    maker = fixture.get("derived") or f"{fixture['exporter']}, torch {fixture['torch']}"
    opset = next(each.version for each in model.opset_import if each.domain in ("", "ai.onnx"))
    return (
        f"| `{fixture['file']}` | {maker} | {opset} | {fixture['model']} | {fixture['attention']} "
        f"| {fixture['config']['hidden_act']}, {fixture['config']['layer_norm_eps']:g} | {fixture['quirk']} "
        f"| {sum(ops.values())}: {shown} | {difference:.1e} |"
    )


def write_table(rows):
    readme = FOLDER / "README.md"
    text = readme.read_text("utf-8")
    start = text.index("| file |")
    header = [
        "| file | made by | opset | model | attention | activation, epsilon | quirk | nodes | ONNX Runtime differs by |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    readme.write_text(text[:start] + "\n".join(header + rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
