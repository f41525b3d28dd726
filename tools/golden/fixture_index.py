"""fixtures.json: one entry for each ONNX fixture, sorted by file name, one entry a line."""

import json

from tiny_bert import write_bytes


def read_index(folder):
    path = folder / "fixtures.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def update_index(folder, entry):
    """Adds the entry, in place of an older one for the same file."""
    entries = [other for other in read_index(folder) if other["file"] != entry["file"]] + [entry]
    entries.sort(key=lambda each: each["file"])
    lines = ",\n".join("  " + json.dumps(each) for each in entries)
    write_bytes(folder / "fixtures.json", f"[\n{lines}\n]\n".encode("utf-8"))
