"""Parquet files for the tests of the module `trainer`: a small table in every compression that is read, and one that is
not. Needs pyarrow==21.0.0 alone.

    python tools/golden/parquet_files.py
"""

from pathlib import Path

import pyarrow
import pyarrow.parquet

FOLDER = Path(__file__).parents[2] / "trainer/src/test/resources/io/verdict/trainer/data"

assert pyarrow.__version__ == "21.0.0"
table = pyarrow.table(
    {
        "text": ["one", "two é 😀", "three", "four", "five"],
        "label": ["x", "y", None, "x", "y"],
        "stars": pyarrow.array([1, 2, 3, 4, None], pyarrow.int64()),
        "score": pyarrow.array([0.5, 1.5, 2.5, 3.5, 4.5], pyarrow.float32()),
        "toxic": [True, False, None, True, False],
        "tags": [["p", "q"], [], None, ["p"], [None]],
        "topic": pyarrow.array(["u", "v", "u", "v", "u"]).dictionary_encode(),
        "author": [{"name": "A"}, {"name": None}, None, {"name": "D"}, {"name": "E"}],
        "small": pyarrow.array([1, 0, 1, 0, 1], pyarrow.uint8()),
        "day": pyarrow.array([0, 1, 2, 3, 4], pyarrow.date32()),
    }
)
for compression in ["none", "snappy", "zstd", "gzip", "lz4", "brotli"]:
    # Row groups of two rows, so that there are several.
    pyarrow.parquet.write_table(table, FOLDER / f"{compression}.parquet", compression=compression, row_group_size=2)

texts = ["this is a sentence one", "this is a sentence two", "this is a sentence three"]
for name, labels in {
    "one-label": ["positive", "neutral", "negative"],
    "several-labels": [["positive", "long"], ["long"], ["negative"]],
}.items():
    pyarrow.parquet.write_table(pyarrow.table({"sentence": texts, "label": labels}), FOLDER / f"{name}.parquet")
