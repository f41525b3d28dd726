"""Golden files for the optimizers: 20 updates of two small parameters with given gradients, in float64.

A weight matrix that is decayed and a bias that is not, as in training; the gradients are random numbers with a common
drift. SGD, RMSprop, Adagrad, Adam and AdamW are PyTorch's, Adafactor is transformers' with the settings that its
Trainer uses (no relative steps, no scaling by the parameter), LAMB is timm's (not installed with the others: pip install
--no-deps timm==1.0.22). Also the rates of PyTorch's ReduceLROnPlateau.
"""

import importlib.util
import json
import math
import sys
import types
from pathlib import Path

import numpy as np
import torch
from transformers.optimization import Adafactor

# timm's packages import torchvision; its file of LAMB needs only torch.
for package in ("timm", "timm.optim"):
    folder = Path(importlib.util.find_spec("timm").origin).parent
    module = types.ModuleType(package)
    module.__path__ = [str(folder.joinpath(*package.split(".")[1:]))]
    module.__spec__ = importlib.util.spec_from_loader(package, None, origin=str(folder / "__init__.py"))
    sys.modules[package] = module
from timm.optim.lamb import Lamb  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "trainer/src/test/resources/io/verdict/trainer/golden"
STEPS = 20
SEEN = (1, 2, 7, 20)
RATE = 0.01

OPTIMIZERS = {
    "sgd": lambda groups: torch.optim.SGD(groups, lr=RATE),
    "sgd(momentum=0.9)": lambda groups: torch.optim.SGD(groups, lr=RATE, momentum=0.9),
    "sgd(momentum=0.8, nesterov=true)": lambda groups: torch.optim.SGD(groups, lr=RATE, momentum=0.8, nesterov=True),
    "adam": lambda groups: torch.optim.Adam(groups, lr=RATE),
    "adam(beta1=0.8, beta2=0.95, eps=1e-6)": lambda groups: torch.optim.Adam(
        groups, lr=RATE, betas=(0.8, 0.95), eps=1e-6
    ),
    "adamw": lambda groups: torch.optim.AdamW(groups, lr=RATE),
    "rmsprop": lambda groups: torch.optim.RMSprop(groups, lr=RATE),
    "rmsprop(alpha=0.9, eps=1e-6, momentum=0.5)": lambda groups: torch.optim.RMSprop(
        groups, lr=RATE, alpha=0.9, eps=1e-6, momentum=0.5
    ),
    "adagrad": lambda groups: torch.optim.Adagrad(groups, lr=RATE),
    "adagrad(lr_decay=0.1, initial_accumulator_value=0.5)": lambda groups: torch.optim.Adagrad(
        groups, lr=RATE, lr_decay=0.1, initial_accumulator_value=0.5
    ),
    "lamb": lambda groups: Lamb(groups, lr=RATE, max_grad_norm=None),
    "adafactor": lambda groups: Adafactor(groups, lr=RATE, scale_parameter=False, relative_step=False),
    "adafactor(clip_threshold=0.5, decay_rate=-0.6)": lambda groups: Adafactor(
        groups, lr=RATE, scale_parameter=False, relative_step=False, clip_threshold=0.5, decay_rate=-0.6
    ),
}


def main():
    torch.set_num_threads(1)
    generator = np.random.RandomState(5)
    start = {"weight": generator.normal(size=(6, 5)).round(4), "bias": generator.normal(size=5).round(4)}
    gradients = [
        {name: (generator.normal(size=value.shape) + 0.3).round(4) for name, value in start.items()}
        for _ in range(STEPS)
    ]
    result = {
        "rate": RATE,
        "start": plain(start),
        "gradients": [plain(step) for step in gradients],
        "runs": [run(name, decay, start, gradients) for name in OPTIMIZERS for decay in (0.0, 0.1)],
        "plateau": plateau(generator),
    }
    text = json.dumps(result, indent=None, separators=(", ", ": "))
    (FOLDER / "optimizers.json").write_text(text.replace('{"optimizer"', '\n{"optimizer"') + "\n")


def run(name, decay, start, gradients):
    parameters = {key: torch.nn.Parameter(torch.tensor(value)) for key, value in start.items()}
    groups = [
        {"params": [parameters["weight"]], "weight_decay": decay},
        {"params": [parameters["bias"]], "weight_decay": 0.0},
    ]
    optimizer = OPTIMIZERS[name](groups)
    seen = {}
    for step in range(1, STEPS + 1):
        for key, parameter in parameters.items():
            parameter.grad = torch.tensor(gradients[step - 1][key])
        optimizer.step()
        if step in SEEN:
            seen[str(step)] = plain({key: value.detach().numpy() for key, value in parameters.items()})
    return {"optimizer": name, "weight_decay": decay, "after": seen}


def plateau(generator):
    """Rates after each of 40 results, for a few settings."""
    results = []
    metric = 1.0
    for i in range(40):
        metric *= 0.9 if i in (1, 2, 3, 12, 25) else 1 + 0.01 * generator.random_sample()
        results.append(round(metric, 6))
    runs = []
    for mode in ("min", "max"):
        for factor, patience, threshold in ((0.1, 10, 1e-4), (0.5, 2, 1e-4), (0.3, 0, 0.02), (0.5, 1, 0.0)):
            parameter = torch.nn.Parameter(torch.zeros(1))
            optimizer = torch.optim.SGD([parameter], lr=1.0)
            schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(
                optimizer, mode=mode, factor=factor, patience=patience, threshold=threshold, eps=0.0
            )
            rates = []
            for value in results:
                optimizer.step()
                schedule.step(value)
                rates.append(optimizer.param_groups[0]["lr"])
            runs.append(
                {"mode": mode, "factor": factor, "patience": patience, "threshold": threshold, "rates": rates}
            )
    assert all(math.isfinite(rate) for run_ in runs for rate in run_["rates"])
    return {"results": results, "runs": runs}


def plain(arrays):
    return {name: np.asarray(value).tolist() for name, value in arrays.items()}


if __name__ == "__main__":
    main()
