"""Reads a model card that Verdict wrote with HuggingFace's parser.

    python tools/golden/check_model_card.py FOLDER...

Needs huggingface_hub 0.36.0 alone. Fails where the front matter is not read, a field is missing, a value is not the
one of metrics.json, or a field changes when HuggingFace writes the metadata again.
"""

import json
import sys
from pathlib import Path

import huggingface_hub
from huggingface_hub import ModelCard, ModelCardData


def check(folder):
    card = ModelCard.load(folder / "README.md")
    data = card.data
    assert isinstance(data, ModelCardData)
    assert data.pipeline_tag == "text-classification", data.pipeline_tag
    assert data.model_name and data.eval_results, "no model-index was read"
    print(f"{data.model_name}: library {data.library_name}, base model {data.base_model}, tags {data.tags}")
    measured = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    numbers = set(values(measured))
    for result in data.eval_results:
        print(f"  {result.task_type}, {result.dataset_name}: {result.metric_name} ({result.metric_type}) {result.metric_value}")
        assert result.metric_value in numbers, f"{result.metric_value} is not in metrics.json"
    again = ModelCard(f"---\n{data.to_yaml()}\n---\n{card.text}").data
    assert again.to_dict() == data.to_dict(), "the metadata changes when it is written again"


def values(json_value):
    if isinstance(json_value, dict):
        for value in json_value.values():
            yield from values(value)
    elif isinstance(json_value, list):
        for value in json_value:
            yield from values(value)
    elif isinstance(json_value, (int, float)):
        yield float(json_value)


def main():
    print(f"huggingface_hub {huggingface_hub.__version__}")
    for folder in sys.argv[1:]:
        check(Path(folder))
    print("all read")


main()
