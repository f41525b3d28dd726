"""Loads a folder that Verdict saved with HuggingFace's transformers and compares the logits.

    python tools/golden/check_saved_model.py FOLDER LOGITS.jsonl [--max-length N]

Each line of the JSON Lines file is {"text": "...", "logits": {"label": value}}: what Verdict computed, as
`verdict predict --output logits --format jsonl` prints it; a list in the order of the labels will do, too. Fails where a parameter is
missing or unexpected, or where a logit differs by more than 1e-4: the roundings of float32 over a whole encoder stay
below it, a wrong token or parameter does not.
"""

import argparse
import json
import sys
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 1e-4


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("logits", type=Path)
    parser.add_argument("--max-length", type=int, help="tokens a text is cut to; by default the model's positions")
    arguments = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(arguments.folder, local_files_only=True)
    model, loading = AutoModelForSequenceClassification.from_pretrained(
        arguments.folder, local_files_only=True, output_loading_info=True
    )
    model.eval()
    print(f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}")
    print(f"{type(model).__name__} with {type(tokenizer).__name__}, labels {list(model.config.id2label.values())}")
    problems = 0
    for kind in ["missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"]:
        print(f"{kind}: {sorted(map(str, loading[kind])) or 'none'}")
        problems += len(loading[kind])

    lines = [json.loads(line) for line in arguments.logits.read_text("utf-8").split("\n") if line.strip()]
    if not lines:
        sys.exit(f"{arguments.logits.name} holds no line to compare")
    differences = compare(tokenizer, model, lines, arguments.max_length or model.config.max_position_embeddings)
    worst = max(range(len(lines)), key=lambda index: differences[index])
    print(f"texts: {len(lines)}, longest {max(len(line['text']) for line in lines)} characters")
    print(f"largest absolute difference of a logit: {differences[worst]:.3e} (line {worst + 1}), allowed {TOLERANCE}")
    if problems or differences[worst] > TOLERANCE:
        sys.exit("FAILED")
    print("OK")


def compare(tokenizer, model, lines, max_length):
    """The largest absolute difference of each line, one text at a time and so without padding."""
    differences = []
    for number, line in enumerate(lines, start=1):
        encoded = tokenizer(line["text"], truncation=True, max_length=max_length, return_tensors="pt")
        with torch.no_grad():
            logits = model(**encoded).logits[0]
        values = line["logits"]
        if isinstance(values, dict):
            values = [values[model.config.id2label[label]] for label in range(model.config.num_labels)]
        given = torch.tensor(values)
        if given.shape != logits.shape:
            sys.exit(f"line {number}: {given.numel()} logits, the model has {logits.numel()}")
        difference = (logits - given).abs().max().item()
        differences.append(difference if difference == difference else float("inf"))  # NaN is no agreement
    return differences


if __name__ == "__main__":
    main()
