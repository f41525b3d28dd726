"""The trainer's golden files: PyTorch's losses, gradients, optimizer steps, schedules, and scikit-learn's metrics.

Everything starts from the same float32 parameters and is computed twice where it runs over steps: in float32, as
people train, and in float64, which shows how much of a difference is rounding.
"""

import numpy as np
import torch
import transformers
from safetensors.torch import save_file
from sklearn.metrics import accuracy_score, precision_recall_fscore_support
from torch import nn
from transformers import BertForSequenceClassification, BertModel

from tiny_bert import (
    ROOT,
    load_parameters,
    model_inputs,
    numbers,
    ragged_batch,
    random_parameters,
    tiny_config,
    write_json,
)

FOLDER = ROOT / "trainer/src/test/resources/io/verdict/trainer/golden"
LABELS = 3
NO_DECAY = ["bias", "LayerNorm.weight"]
LENGTHS = [[7, 1, 12, 4], [5, 5, 16], [2, 9, 3, 11, 6]]


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    config = tiny_config(num_labels=LABELS)
    initial = random_parameters(config, seed=11, embedding_scale=0.5)
    save("initial.safetensors", initial)
    config.architectures = ["BertForSequenceClassification"]
    (FOLDER / "config.json").write_text(config.to_json_string(), "utf-8")

    training_run("adamw", config, initial, adamw, steps=20, warmup=5, peak=5e-3, max_norm=1.0)
    training_run("adam", config, initial, adam, steps=5, warmup=0, peak=1e-3, max_norm=None)
    gradients(config, initial)
    losses()
    schedules()
    metrics()


# ---- optimizer runs


def adamw(model, rate):
    named = list(model.named_parameters())
    plain = [parameter for name, parameter in named if any(each in name for each in NO_DECAY)]
    decayed = [parameter for name, parameter in named if not any(each in name for each in NO_DECAY)]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.999), eps=1e-8)


def adam(model, rate):
    return torch.optim.Adam(model.parameters(), lr=rate, betas=(0.9, 0.999), eps=1e-8)


def training_run(name, config, initial, optimizer_of, steps, warmup, peak, max_norm):
    batches = [labelled_batch(lengths, seed=20 + index) for index, lengths in enumerate(LENGTHS)]
    runs, finals = {}, {}
    for precision in [torch.float32, torch.float64]:
        model = load_parameters(BertForSequenceClassification(config), initial).to(precision)
        optimizer = optimizer_of(model, peak)
        schedule = (
            transformers.get_linear_schedule_with_warmup(optimizer, warmup, steps)
            if warmup
            else transformers.get_constant_schedule(optimizer)
        )
        run = {"loss": [], "gradient_norm": [], "learning_rate": []}
        for step in range(steps):
            batch = batches[step % len(batches)]
            optimizer.zero_grad()
            loss = model(**tensors(batch)).loss
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm or float("inf"))
            run["loss"].append(numbers(loss))
            run["gradient_norm"].append(numbers(norm))
            run["learning_rate"].append(numbers(schedule.get_last_lr()[0]))
            optimizer.step()
            schedule.step()
        label = str(precision).removeprefix("torch.")
        runs[label] = run
        finals[label] = dict(model.named_parameters())
        save(f"{name}_final_{label}.safetensors", finals[label])
    settings = {
        "optimizer": name,
        "peak_learning_rate": peak,
        "warmup_steps": warmup,
        "steps": steps,
        "schedule": "linear" if warmup else "constant",
        "betas": [0.9, 0.999],
        "epsilon": 1e-8,
        "weight_decay": 0.01 if name == "adamw" else 0.0,
        "no_decay": NO_DECAY,
        "max_gradient_norm": max_norm,
    }
    differences = {
        key: numbers((finals["float32"][key].double() - finals["float64"][key]).abs().max()) for key in initial
    }
    write_json(
        FOLDER / f"{name}.json", {**settings, "batches": batches, **runs, "final_float32_differs_by": differences}
    )
    report(name, runs, differences, max_norm)


def report(name, runs, differences, max_norm):
    run = runs["float32"]
    print(name, "loss", run["loss"][0], "to", run["loss"][-1])
    if max_norm:
        print("  clipped steps:", sum(norm > max_norm for norm in run["gradient_norm"]), "of", len(run["loss"]))
    relative = [abs(a - b) / b for a, b in zip(run["loss"], runs["float64"]["loss"])]
    print(f"  float32 against float64: loss {max(relative):.1e} relative")
    for key, difference in sorted(differences.items(), key=lambda each: -each[1])[:4]:
        print(f"  {key} {difference:.1e}")


def labelled_batch(lengths, seed):
    tokens, types = ragged_batch(lengths, seed)
    labels = np.random.RandomState(seed + 100).randint(0, LABELS, size=len(lengths)).tolist()
    return {"input_ids": tokens, "token_type_ids": types, "labels": labels}


def tensors(batch):
    return {**model_inputs(batch["input_ids"], batch["token_type_ids"]), "labels": torch.tensor(batch["labels"])}


# ---- gradients of every parameter


class PooledClassifier(nn.Module):
    """A classifier on BERT's hidden states: their mean over the tokens, or the first token's, without a pooler."""

    def __init__(self, config, pooling):
        super().__init__()
        self.pooling = pooling
        self.bert = BertModel(config, add_pooling_layer=False)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, attention_mask, **inputs):
        hidden = self.bert(attention_mask=attention_mask, **inputs).last_hidden_state
        if self.pooling == "cls":
            return self.classifier(hidden[:, 0])
        mask = attention_mask[:, :, None].to(hidden.dtype)
        return self.classifier((hidden * mask).sum(1) / mask.sum(1))


def gradients(config, initial):
    """One batch with repeated tokens, float64; cross-entropy, its mean over the batch."""
    batch = labelled_batch([6, 1, 9, 3], seed=31)
    result = {"batch": batch}
    for pooling in ["pooler", "mean", "cls"]:
        kept = {name: value for name, value in initial.items() if pooling == "pooler" or "pooler" not in name}
        model = BertForSequenceClassification(config) if pooling == "pooler" else PooledClassifier(config, pooling)
        model = load_parameters(model, kept).double()
        inputs = tensors(batch)
        labels = inputs.pop("labels")
        output = model(**inputs)
        logits = output.logits if pooling == "pooler" else output
        loss = nn.functional.cross_entropy(logits, labels)
        loss.backward()
        save(f"gradients_{pooling}.safetensors", {name: value.grad for name, value in model.named_parameters()})
        result[pooling] = {"loss": numbers(loss), "logits": numbers(logits)}
    write_json(FOLDER / "gradients.json", result)


# ---- losses


def losses():
    """Losses of given logits with the gradient by the logits, float64. The last rows hold extreme logits."""
    generator = np.random.RandomState(41)
    rows = np.concatenate([generator.standard_normal((6, LABELS)) * 2, [[100.0, -100.0, 0.0], [-30.0, 80.0, 79.0]]])
    rows = rows.astype(np.float32)
    labels = torch.tensor([0, 2, 1, 1, 0, 2, 1, 2])
    many = torch.from_numpy(generator.randint(0, 2, size=rows.shape)).double()
    weights = torch.tensor([0.5, 1.0, 2.5], dtype=torch.float64)
    cross_entropy = nn.functional.cross_entropy
    cases = {
        "cross_entropy": lambda logits: cross_entropy(logits, labels),
        "label_smoothing": lambda logits: cross_entropy(logits, labels, label_smoothing=0.1),
        "class_weights": lambda logits: cross_entropy(logits, labels, weight=weights),
        "label_smoothing_and_class_weights": lambda logits: cross_entropy(
            logits, labels, weight=weights, label_smoothing=0.1
        ),
        "binary_cross_entropy": lambda logits: nn.functional.binary_cross_entropy_with_logits(logits, many),
    }
    result = {
        "logits": numbers(torch.from_numpy(rows)),
        "labels": labels.tolist(),
        "multi_hot_labels": many.long().tolist(),
        "label_smoothing": 0.1,
        "class_weights": weights.tolist(),
    }
    for name, loss_of in cases.items():
        logits = torch.from_numpy(rows).double().requires_grad_()
        loss = loss_of(logits)
        loss.backward()
        result[name] = {"loss": numbers(loss), "gradient": numbers(logits.grad)}
    write_json(FOLDER / "losses.json", {"cases": list(cases), **result})


# ---- schedules and metrics


def schedules():
    """The factor on the peak learning rate at each step, the first step being 0, as transformers and PyTorch do."""
    steps, warmup = 20, 5
    kinds = {
        "constant": transformers.get_constant_schedule,
        "constant_with_warmup": lambda each: transformers.get_constant_schedule_with_warmup(each, warmup),
        "linear": lambda each: transformers.get_linear_schedule_with_warmup(each, 0, steps),
        "linear_with_warmup": lambda each: transformers.get_linear_schedule_with_warmup(each, warmup, steps),
        "cosine": lambda each: transformers.get_cosine_schedule_with_warmup(each, 0, steps),
        "cosine_with_warmup": lambda each: transformers.get_cosine_schedule_with_warmup(each, warmup, steps),
    }
    for suffix, rising in {"": 0, "_with_warmup": warmup}.items():
        kinds["cosine_with_restarts" + suffix] = (
            lambda each, rising=rising: transformers.get_cosine_with_hard_restarts_schedule_with_warmup(
                each, rising, steps, num_cycles=2
            )
        )
        kinds["polynomial" + suffix] = lambda each, rising=rising: transformers.get_polynomial_decay_schedule_with_warmup(
            each, rising, steps, lr_end=0, power=2
        )
        kinds["one_cycle" + suffix] = lambda each, rising=rising: torch.optim.lr_scheduler.OneCycleLR(
            each, max_lr=1.0, total_steps=steps, pct_start=rising / steps, cycle_momentum=False
        )
    result = {"steps": steps, "warmup_steps": warmup}
    for name, schedule_of in kinds.items():
        optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
        schedule = schedule_of(optimizer)
        factors = []
        for _ in range(steps):
            factors.append(schedule.get_last_lr()[0])
            optimizer.step()
            schedule.step()
        result[name] = factors
    write_json(FOLDER / "schedules.json", result)


def metrics():
    generator = np.random.RandomState(51)
    good = generator.randint(0, 4, size=60)
    noisy = np.where(generator.random_sample(60) < 0.7, good, generator.randint(0, 4, size=60))
    cases = {
        "mostly_right": (4, good, noisy),
        "no_prediction_of_class_2": (4, good, np.where(noisy == 2, 0, noisy)),
        "no_example_of_class_1": (3, np.array([0, 2, 0, 2, 2, 0]), np.array([0, 1, 0, 2, 1, 2])),
        "class_1_in_neither": (3, np.array([0, 2, 2]), np.array([0, 2, 0])),
        "two_classes": (2, generator.randint(0, 2, size=33), generator.randint(0, 2, size=33)),
        "all_wrong": (2, np.array([0, 0, 1]), np.array([1, 1, 0])),
        "one_example": (3, np.array([2]), np.array([2])),
    }
    result = {}
    for name, (classes, labels, predictions) in cases.items():
        known = list(range(classes))
        each = precision_recall_fscore_support(labels, predictions, labels=known, average=None, zero_division=0)
        macro = precision_recall_fscore_support(labels, predictions, labels=known, average="macro", zero_division=0)
        confusion = np.zeros((classes, classes), dtype=int)
        np.add.at(confusion, (labels, predictions), 1)
        result[name] = {
            "classes": classes,
            "labels": labels.tolist(),
            "predictions": predictions.tolist(),
            "accuracy": float(accuracy_score(labels, predictions)),
            **dict(zip(["precision", "recall", "f1", "support"], [values.tolist() for values in each])),
            **dict(zip(["macro_precision", "macro_recall", "macro_f1"], map(float, macro[:3]))),
            "confusion": confusion.tolist(),
        }
    write_json(FOLDER / "metrics.json", result)


def save(name, parameters):
    """Written as float32, sorted by name."""
    values = {key: value.detach().to(torch.float32).contiguous() for key, value in sorted(parameters.items())}
    save_file(values, FOLDER / name)


if __name__ == "__main__":
    main()
