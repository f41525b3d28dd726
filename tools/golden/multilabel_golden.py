"""Golden files for several labels a text: a run with binary cross-entropy, and scikit-learn's metrics.

The run starts from the parameters of training_golden.py, on pairs of texts (two token types), with soft labels and
with labels that are there or not. The metrics are those of random indicator matrices, one label without any text.
"""

import numpy as np
import torch
from sklearn.metrics import accuracy_score, precision_recall_fscore_support
from torch import nn
from transformers import BertForSequenceClassification

from safetensors.torch import load_file
from tiny_bert import load_parameters, model_inputs, numbers, ragged_batch, tiny_config, write_json
from training_golden import FOLDER, LABELS

STEPS = 8


def main():
    torch.set_num_threads(1)
    write_json(FOLDER / "multilabel_run.json", run())
    write_json(FOLDER / "multilabel_metrics.json", metrics())


def run():
    """Adam's steps in float64; every second batch has soft labels."""
    config = tiny_config(num_labels=LABELS)
    config.problem_type = "multi_label_classification"
    initial = load_file(FOLDER / "initial.safetensors")
    model = load_parameters(BertForSequenceClassification(config), initial).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, betas=(0.9, 0.999), eps=1e-8)
    result = {"learning_rate": 2e-3, "batches": [], "loss": [], "gradient_norm": []}
    for step in range(STEPS):
        lengths = [[7, 2, 12, 4], [5, 6, 16]][step % 2]
        tokens, types = ragged_batch(lengths, seed=60 + step % 2)
        generator = np.random.RandomState(70 + step % 2)
        targets = generator.random_sample((len(lengths), LABELS)).round(3)
        if step % 2 == 0:
            targets = (targets > 0.5).astype(float)
        optimizer.zero_grad()
        loss = model(**model_inputs(tokens, types), labels=torch.from_numpy(targets).double()).loss
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), float("inf"))
        result["batches"].append({"input_ids": tokens, "token_type_ids": types, "targets": targets.tolist()})
        result["loss"].append(numbers(loss))
        result["gradient_norm"].append(numbers(norm))
        optimizer.step()
    return result


def metrics():
    generator = np.random.RandomState(80)
    truth = (generator.random_sample((40, 5)) < [0.5, 0.3, 0.2, 0.1, 0.0]).astype(int)
    flips = generator.random_sample((40, 5)) < 0.2
    predicted = np.where(flips, 1 - truth, truth)
    result = {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "subset_accuracy": accuracy_score(truth, predicted),
        "labels": np.array(precision_recall_fscore_support(truth, predicted, zero_division=0)).T.tolist(),
    }
    for average in ["micro", "macro"]:
        scores = precision_recall_fscore_support(truth, predicted, average=average, zero_division=0)
        result[average] = [float(score) for score in scores[:3]]
    return result


if __name__ == "__main__":
    main()
