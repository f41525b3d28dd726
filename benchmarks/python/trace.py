"""Traces HuggingFace's BertForSequenceClassification into a TorchScript file, for DJL to run.

Arguments: the folder of a saved model, a JSON file with {"ids": [[...]]} whose shape is traced, the file to write.
Needs torch 2.7 and transformers 4.57.
"""

import json
import sys

import torch
import transformers


class Logits(torch.nn.Module):
    """The logits alone: TorchScript knows no model outputs."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, types, mask):
        return self.model(input_ids=ids, token_type_ids=types, attention_mask=mask).logits


def main():
    folder, batch_file, traced_file = sys.argv[1:]
    transformers.logging.set_verbosity_error()
    model = transformers.BertForSequenceClassification.from_pretrained(
        folder, local_files_only=True, attn_implementation="sdpa"
    )
    model.eval().requires_grad_(False)
    with open(batch_file, encoding="utf-8") as file:
        ids = torch.tensor(json.load(file)["ids"])
    with torch.no_grad():
        traced = torch.jit.trace(Logits(model).eval(), (ids, torch.zeros_like(ids), torch.ones_like(ids)), check_trace=False)
        torch.jit.freeze(traced).save(traced_file)


if __name__ == "__main__":
    main()
