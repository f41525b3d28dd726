"""Tokenizes texts with HuggingFace's tokenizers, on demand.

Argument: a JSON file with {"tokenizer": "the text of tokenizer.json", "texts": [...]}. Says "ready", then answers each
line of standard input with one line: "result" with the ids of all texts (JSON), "step" with the milliseconds of encoding
all texts, one at a time. Needs tokenizers 0.22.
"""

import json
import sys
import time

import tokenizers


def main():
    (texts_file,) = sys.argv[1:]
    with open(texts_file, encoding="utf-8") as file:
        content = json.load(file)
    tokenizer = tokenizers.Tokenizer.from_str(content["tokenizer"])
    texts = content["texts"]

    print("ready", flush=True)
    for line in sys.stdin:
        request = line.strip()
        if request == "step":
            start = time.perf_counter()
            tokens = sum(len(tokenizer.encode(text).ids) for text in texts)
            milliseconds = (time.perf_counter() - start) * 1e3
            if tokens == 0:
                sys.exit("no tokens")
            print(milliseconds, flush=True)
        elif request == "result":
            print(json.dumps([tokenizer.encode(text).ids for text in texts]), flush=True)
        else:
            sys.exit(f"unknown request {request!r}; there are step and result")


if __name__ == "__main__":
    main()
