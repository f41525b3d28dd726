"""A run in which a BERT thaws from the top, with a rate for each layer: PyTorch's parameter groups, in float64.

First the head trains, then the last encoder layer and the pooler too, then everything. A parameter that is frozen has no
gradient, so that AdamW leaves it and its state alone, and begins to count its steps when it thaws.
"""

import torch
import transformers
from torch import nn
from transformers import BertForSequenceClassification

from tiny_bert import load_parameters, numbers, random_parameters, tiny_config, write_json
from training_golden import FOLDER, LABELS, LENGTHS, NO_DECAY, labelled_batch, save, tensors

STEPS, WARMUP, HEAD_RATE, THAWED_RATE, LAYER_DECAY = 9, 2, 5e-3, 1e-3, 0.5
LAST_LAYER_STEP, REST_STEP = 3, 6
LAST_LAYER = ["classifier", "bert.pooler", "bert.encoder.layer.1."]


def main():
    torch.set_num_threads(1)
    config = tiny_config(num_labels=LABELS)
    initial = random_parameters(config, seed=11, embedding_scale=0.5)
    batches = [labelled_batch(lengths, seed=60 + index) for index, lengths in enumerate(LENGTHS)]
    rates = {name: rate(name) for name in initial}
    run, final = train(config, initial, batches, rates, torch.float64)
    _, rounded = train(config, initial, batches, rates, torch.float32)
    save("strategies_final.safetensors", final)
    write_json(
        FOLDER / "strategies.json",
        {
            "steps": STEPS,
            "warmup_steps": WARMUP,
            "head_rate": HEAD_RATE,
            "thawed_rate": THAWED_RATE,
            "layer_decay": LAYER_DECAY,
            "last_layer_step": LAST_LAYER_STEP,
            "rest_step": REST_STEP,
            "max_gradient_norm": 1.0,
            "weight_decay": 0.01,
            "rates": rates,
            "batches": batches,
            **run,
            "final_float32_differs_by": {
                name: numbers((rounded[name].double() - final[name]).abs().max()) for name in initial
            },
        },
    )


def train(config, initial, batches, rates, precision):
    model = load_parameters(BertForSequenceClassification(config), initial).to(precision)
    groups = [
        {
            "params": [parameter],
            "lr": rates[name],
            "weight_decay": 0.0 if any(each in name for each in NO_DECAY) else 0.01,
        }
        for name, parameter in model.named_parameters()
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8)
    schedule = transformers.get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    run = {"loss": [], "gradient_norm": []}
    for step in range(STEPS):
        for name, parameter in model.named_parameters():
            parameter.requires_grad = trains(name, step)
        optimizer.zero_grad(set_to_none=True)
        loss = model(**tensors(batches[step % len(batches)])).loss
        loss.backward()
        run["loss"].append(numbers(loss))
        run["gradient_norm"].append(numbers(nn.utils.clip_grad_norm_(model.parameters(), 1.0)))
        optimizer.step()
        schedule.step()
    return run, dict(model.named_parameters())


def trains(name, step):
    if step < LAST_LAYER_STEP:
        return name.startswith("classifier")
    return step >= REST_STEP or any(name.startswith(each) for each in LAST_LAYER)


def rate(name):
    """The last of two layers and the pooler learn at the whole thawed rate, each level below at half of the one above."""
    if name.startswith("classifier"):
        return HEAD_RATE
    depth = 2 if "embeddings" in name else 1 if "encoder.layer.0." in name else 0
    return THAWED_RATE * LAYER_DECAY**depth


if __name__ == "__main__":
    main()
