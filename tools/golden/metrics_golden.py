"""Golden files for metrics: scikit-learn's scores of random predictions, with ties, missing classes and other edges.

Where scikit-learn has no value (a class that all or no texts have has no ROC-AUC) the case says null. The expected
calibration error, which scikit-learn has not, is computed as Guo et al. (2017) define it, with ten bins of equal width.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics

FOLDER = Path(__file__).resolve().parents[2] / "trainer/src/test/resources/io/verdict/trainer/golden"


def main():
    warnings.simplefilter("ignore")
    generator = np.random.RandomState(90)
    cases = []
    for name, classes, texts, digits, absent in [
        ("two classes", 2, 40, 6, None),
        ("two classes with ties", 2, 60, 1, None),
        ("four classes", 4, 60, 6, None),
        ("ten classes with ties", 10, 80, 1, None),
        ("a class without texts", 4, 40, 3, 2),
        ("one class alone", 2, 12, 3, 0),
    ]:
        truth = generator.randint(classes, size=texts)
        if absent is not None:
            truth[truth == absent] = (absent + 1) % classes
        cases.append(one_label(name, truth, rounded(generator, truth, classes, digits, 1.0)))
    truth = generator.randint(3, size=30)
    cases.append(one_label("all right and sure", truth, np.eye(3)[truth]))
    cases.append(one_label("all of one prediction", truth, np.tile([0.6, 0.3, 0.1], (30, 1))))
    for name, labels, digits in [("five labels", 5, 4), ("five labels with ties", 5, 1)]:
        indicators = (generator.random_sample((40, labels)) < [0.5, 0.3, 0.2, 0.1, 0.0][:labels]).astype(int)
        noise = generator.random_sample((40, labels))
        cases.append(several_labels(name, indicators, np.round(0.55 * noise + 0.45 * indicators, digits)))
    text = json.dumps(cases, separators=(", ", ": ")).replace('{"name"', '\n{"name"')
    (FOLDER / "scores.json").write_text(text + "\n")


def rounded(generator, truth, classes, digits, strength):
    logits = generator.normal(size=(len(truth), classes)) + strength * np.eye(classes)[truth]
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    probabilities = np.round(probabilities, digits)
    probabilities[:, -1] = 1 - probabilities[:, :-1].sum(axis=1)
    return np.clip(np.round(probabilities, 9), 0, 1)


def one_label(name, truth, probabilities):
    classes = probabilities.shape[1]
    predicted = probabilities.argmax(axis=1)
    indicators = np.eye(classes, dtype=int)[truth]
    expected = {
        "mcc": mcc(truth, predicted),
        "log_loss": metrics.log_loss(truth, probabilities, labels=range(classes)),
        "roc_auc": [auc(indicators[:, c], probabilities[:, c]) for c in range(classes)],
        "average_precision": [precision(indicators[:, c], probabilities[:, c]) for c in range(classes)],
        "weighted": averaged(truth, predicted, "weighted", range(classes)),
        "ece": error(probabilities.max(axis=1), predicted == truth),
    }
    return {
        "name": name,
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        "expected": expected,
    }


def several_labels(name, indicators, probabilities):
    predicted = (probabilities >= 0.5).astype(int)
    labels = indicators.shape[1]
    expected = {
        "hamming_loss": metrics.hamming_loss(indicators, predicted),
        "weighted": averaged(indicators, predicted, "weighted", None),
        "samples": averaged(indicators, predicted, "samples", None),
        "roc_auc": [auc(indicators[:, c], probabilities[:, c]) for c in range(labels)],
        "average_precision": [precision(indicators[:, c], probabilities[:, c]) for c in range(labels)],
        "log_loss": float(
            np.mean([metrics.log_loss(indicators[:, c], probabilities[:, c], labels=[0, 1]) for c in range(labels)])
        ),
        "ece": error(probabilities.ravel(), indicators.ravel() == 1),
    }
    return {
        "name": name,
        "truth": indicators.tolist(),
        "probabilities": probabilities.tolist(),
        "expected": expected,
    }


def averaged(truth, predicted, average, labels):
    scores = metrics.precision_recall_fscore_support(truth, predicted, average=average, labels=labels, zero_division=0)
    return [float(score) for score in scores[:3]]


def mcc(truth, predicted):
    one_sided = len(set(truth)) == 1 or len(set(predicted)) == 1
    return None if one_sided else float(metrics.matthews_corrcoef(truth, predicted))


def auc(truth, scores):
    return None if len(set(truth)) == 1 else float(metrics.roc_auc_score(truth, scores))


def precision(truth, scores):
    return None if truth.sum() == 0 else float(metrics.average_precision_score(truth, scores))


def error(confidences, right):
    bins = np.maximum(0, np.ceil(confidences * 10 - 1e-12).astype(int) - 1)
    gaps = [abs(confidences[bins == b].sum() - right[bins == b].sum()) for b in range(10)]
    return float(sum(gaps) / len(confidences))


if __name__ == "__main__":
    main()
