"""One training step of HuggingFace's BertForSequenceClassification, on demand.

Arguments: the folder of a saved model, a JSON file with {"ids": [[...]], "labels": [...]}, the number of threads.
Says "ready", then answers each line of standard input with one line: "result" with the logits of the batch as they
were before training (JSON), "step" with the milliseconds of a step. Needs torch 2.7 and transformers 4.57.
"""

import json
import sys
import time

import torch
import transformers


def main():
    folder, batch_file, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(42)
    transformers.logging.set_verbosity_error()
    model = transformers.BertForSequenceClassification.from_pretrained(
        folder, local_files_only=True, attn_implementation="sdpa"
    )
    with open(batch_file, encoding="utf-8") as file:
        batch = json.load(file)
    ids = torch.tensor(batch["ids"])
    labels = torch.tensor(batch["labels"])
    mask = torch.ones_like(ids)

    model.eval()
    with torch.no_grad():
        logits = model(input_ids=ids, attention_mask=mask).logits.tolist()

    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5, weight_decay=0.01, fused=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    print("ready", flush=True)
    for line in sys.stdin:
        request = line.strip()
        if request == "step":
            start = time.perf_counter()
            step()
            print((time.perf_counter() - start) * 1e3, flush=True)
        elif request == "result":
            print(json.dumps(logits), flush=True)
        else:
            sys.exit(f"unknown request {request!r}; there are step and result")


if __name__ == "__main__":
    main()
