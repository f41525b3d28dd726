"""Writes an event file with TensorBoard's own messages and records, for the test of Verdict's.

    pip install tensorboard==2.20.0
    python tools/golden/tensorboard_events.py trainer/src/test/resources/tensorboard/events.golden
"""

import sys

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import DATA_CLASS_TENSOR, Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_STRING
from tensorboard.summary.writer.record_writer import RecordWriter

text = Summary.Value(
    tag="settings",
    metadata=SummaryMetadata(
        plugin_data=SummaryMetadata.PluginData(plugin_name="text"), data_class=DATA_CLASS_TENSOR
    ),
    tensor=TensorProto(
        dtype=DT_STRING,
        tensor_shape=TensorShapeProto(dim=[TensorShapeProto.Dim(size=1)]),
        string_val=["| a | b |\n|---|---|\n| größe | 名前 |\n".encode()],
    ),
)
numbers = [
    Summary.Value(tag="train_accuracy", simple_value=0.875),
    Summary.Value(tag="lr", simple_value=0.0),
    Summary.Value(tag="val_cross_entropy", simple_value=0.1804763428767481),
]
with open(sys.argv[1], "wb") as file:
    writer = RecordWriter(file)
    writer.write(Event(wall_time=1700000000.25, file_version="brain.Event:2").SerializeToString())
    writer.write(Event(wall_time=1700000000.5, summary=Summary(value=[text])).SerializeToString())
    writer.write(Event(wall_time=1700000001.75, step=123456, summary=Summary(value=numbers)).SerializeToString())
