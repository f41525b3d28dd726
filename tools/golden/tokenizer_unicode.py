"""Writes the table of Unicode facts that the tokenizer works from.

HuggingFace's library answers every question itself: each code point is put through its normalizers
and pre-tokenizer, and what comes out is recorded. So the table holds the Unicode versions that its
crates hold (several, and not the JDK's), and results do not depend on the running JDK.

    pip install tokenizers==0.22.2
    python tools/golden/tokenizer_unicode.py tokenizer/src/main/resources/io/verdict/tokenizer/unicode.txt
"""

import sys

import tokenizers
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFD, BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

PINNED = "0.22.2"
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
HANGUL = range(0xAC00, 0xD7A4)  # decomposed by arithmetic, see the Unicode standard, section 3.12


def normalizer(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False):
    return BertNormalizer(clean_text, handle_chinese_chars, strip_accents, lowercase)


def ranges(members):
    """Consecutive code points as FIRST..LAST, single ones as themselves."""
    runs = []
    for c in members:
        if runs and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return [f"{a:04X}" if a == b else f"{a:04X}..{b:04X}" for a, b in runs]


def removed_by_clean_text():
    clean = normalizer(clean_text=True)
    return [c for c in CODE_POINTS if clean.normalize_str(f"a{chr(c)}b") == "ab"]


def split_by_pre_tokenizer():
    pre = BertPreTokenizer()
    spaces, punctuation = [], []
    for c in CODE_POINTS:
        words = [word for word, _ in pre.pre_tokenize_str(f"a{chr(c)}b")]
        if words == ["a", "b"]:
            spaces.append(c)
        elif words == ["a", chr(c), "b"]:
            punctuation.append(c)
        else:
            assert words == [f"a{chr(c)}b"], (hex(c), words)
    return spaces, punctuation


def chinese():
    chinese_chars = normalizer(handle_chinese_chars=True)
    return [c for c in CODE_POINTS if chinese_chars.normalize_str(chr(c)) == f" {chr(c)} "]


def decompositions():
    nfd = NFD()
    found = {c: nfd.normalize_str(chr(c)) for c in CODE_POINTS if c not in HANGUL}
    return {c: text for c, text in found.items() if text != chr(c)}


def removed_by_strip_accents(decomposed):
    strip = normalizer(strip_accents=True)
    return [c for c in CODE_POINTS if c not in decomposed and strip.normalize_str(f"a{chr(c)}b") == "ab"]


def lowercase():
    lower = normalizer(lowercase=True)
    found = {c: lower.normalize_str(chr(c)) for c in CODE_POINTS}
    return {c: text for c, text in found.items() if text != chr(c)}


def word_characters():
    """What a single_word token must not touch: the \\w of Rust's regex crate."""
    tokenizer = Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.add_tokens([AddedToken("<w>", single_word=True, normalized=False)])
    return [c for c in CODE_POINTS if 1 not in tokenizer.encode(f"{chr(c)}<w>").ids]


def combining_classes(decomposed):
    """Ranks of canonical combining classes: two marks change places when the first one's rank is higher.

    NFD shows only this order, and the order is all that is used. A mark of every class, with the class
    it has had since Unicode 3, serves as a ruler.
    """
    nfd = NFD()
    ruler = {1: 0x0334, 7: 0x093C, 8: 0x3099, 9: 0x094D, 10: 0x05B0, 11: 0x05B1, 12: 0x05B2, 13: 0x05B3,
             14: 0x05B4, 15: 0x05B5, 16: 0x05B6, 17: 0x05B7, 18: 0x05B8, 19: 0x05B9, 20: 0x05BB, 21: 0x05BC,
             22: 0x05BD, 23: 0x05BF, 24: 0x05C1, 25: 0x05C2, 26: 0xFB1E, 27: 0x064B, 28: 0x064C, 29: 0x064D,
             30: 0x064E, 31: 0x064F, 32: 0x0650, 33: 0x0651, 34: 0x0652, 35: 0x0670, 36: 0x0711, 84: 0x0C55,
             91: 0x0C56, 103: 0x0E38, 107: 0x0E48, 118: 0x0EB8, 122: 0x0EC8, 129: 0x0F71, 130: 0x0F72,
             132: 0x0F74, 202: 0x0321, 214: 0x1DCE, 216: 0x031B, 218: 0x302A, 220: 0x0316, 222: 0x059A,
             224: 0x302E, 226: 0x1D16D, 228: 0x302B, 230: 0x0301, 232: 0x0315, 233: 0x035C, 234: 0x035D,
             240: 0x0345}
    swaps = lambda first, second: nfd.normalize_str(chr(first) + chr(second)) != chr(first) + chr(second)
    classes = {}
    for c in CODE_POINTS:
        if c in decomposed or c in HANGUL:
            continue
        if not swaps(0x0345, c) and not swaps(c, 0x0334):
            continue  # a starter
        below = [k for k, mark in ruler.items() if swaps(c, mark)]
        above = [k for k, mark in ruler.items() if swaps(mark, c)]
        middle = [k for k in ruler if k not in below and k not in above]
        assert len(middle) == 1, (hex(c), middle)
        classes[c] = middle[0]
    assert all(classes[mark] == k for k, mark in ruler.items())
    return classes


def main(path):
    assert tokenizers.__version__ == PINNED, tokenizers.__version__
    spaces, punctuation = split_by_pre_tokenizer()
    decomposed = decompositions()
    classes = combining_classes(decomposed)
    mapping = lambda table: [f"{c:04X}={' '.join(f'{ord(x):04X}' for x in text)}" for c, text in sorted(table.items())]
    by_class = {}
    for c, k in sorted(classes.items()):
        by_class.setdefault(k, []).append(c)
    sections = {
        "removed": ranges(removed_by_clean_text()),
        "space": ranges(spaces),
        "punctuation": ranges(punctuation),
        "chinese": ranges(chinese()),
        "mark": ranges(removed_by_strip_accents(decomposed)),
        "word": ranges(word_characters()),
        "combining": [f"{r}={k}" for k, members in sorted(by_class.items()) for r in ranges(members)],
        "decomposition": mapping(decomposed),
        "lowercase": mapping(lowercase()),
    }
    with open(path, "w", encoding="ascii", newline="\n") as out:
        out.write(f"# Unicode as HuggingFace tokenizers {PINNED} sees it. Written by tools/golden/tokenizer_unicode.py.\n")
        for name, entries in sections.items():
            out.write(f"[{name}]\n")
            line = ""
            for entry in entries:
                if line and len(line) + 1 + len(entry) > 118:
                    out.write(line + "\n")
                    line = ""
                line = f"{line},{entry}" if line else entry
            out.write(line + "\n")
            print(name, len(entries))


if __name__ == "__main__":
    main(sys.argv[1])
