"""Reads a run's event file with TensorBoard itself, and compares it with metrics.csv beside it.

    pip install tensorboard==2.20.0
    ./verdict text_classification --trainer.strategy no_freeze --trainer.max_epochs 2 --trainer.limit_train_batches 12 \
        --trainer.log_every_n_steps 4 --trainer.logger tensorboard,csv --trainer.log_dir logs
    python tools/golden/check_tensorboard.py logs/version_0 > tools/golden/check_tensorboard.out
"""

import csv
import pathlib
import struct
import sys

import tensorboard
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def float32(value):
    return struct.unpack("f", struct.pack("f", value))[0]


folder = pathlib.Path(sys.argv[1])
events = EventAccumulator(str(folder), size_guidance={"scalars": 0, "tensors": 0})
events.Reload()
print("tensorboard", tensorboard.__version__)

with open(folder / "metrics.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
expected = {}
for row in rows:
    for name, value in row.items():
        if name not in ("epoch", "step") and value:
            expected.setdefault(name, []).append((int(row["step"]), float32(float(value))))

tags = events.Tags()
assert sorted(tags["scalars"]) == sorted(expected), (tags["scalars"], sorted(expected))
for tag in sorted(expected):
    found = [(event.step, event.value) for event in events.Scalars(tag)]
    assert found == expected[tag], (tag, found, expected[tag])
    times = [event.wall_time for event in events.Scalars(tag)]
    assert times == sorted(times), tag
    print(f"{tag}: {len(found)} values, all equal; the last at step {found[-1][0]}: {found[-1][1]:.7g}")

for tag in tags["tensors"]:
    assert events.SummaryMetadata(tag).plugin_data.plugin_name == "text", tag
    text = events.Tensors(tag)[0].tensor_proto.string_val[0].decode("utf-8")
    print(f"{tag}: a text of {len(text.splitlines())} lines, the third: {text.splitlines()[2]}")
