import assert from "node:assert/strict";
import { test } from "node:test";
import { pageModule } from "./page-files.mjs";

const { decode, parse, separatorOf, write, TableError } = await pageModule("csv.js");
const bytes = (text) => new TextEncoder().encode(text);

test("fields, quotes, separators and line breaks in quotes", () => {
  assert.deepEqual(parse('a,b\r\n"x, y","say ""hi"""\r\n"one\r\ntwo",\r\n'), [
    ["a", "b"],
    ["x, y", 'say "hi"'],
    ["one\r\ntwo", ""],
  ]);
});

test("every kind of line end, with and without the last", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    assert.deepEqual(parse(`a,b${end}c,d`), [["a", "b"], ["c", "d"]]);
    assert.deepEqual(parse(`a,b${end}c,d${end}`), [["a", "b"], ["c", "d"]]);
  }
});

test("empty fields stay, empty lines go", () => {
  assert.deepEqual(parse("a,b\n,\n\n1,\n"), [["a", "b"], ["", ""], ["1", ""]]);
  assert.deepEqual(parse("a,b\n1,"), [["a", "b"], ["1", ""]]);
  assert.deepEqual(parse('text\n""\nx'), [["text"], [""], ["x"]]);
  assert.deepEqual(parse(""), []);
  assert.deepEqual(parse("\n\r\n"), []);
});

test("the separator is that of the first record", () => {
  assert.equal(separatorOf("a;b\n1,2,3;4"), ";");
  assert.equal(separatorOf("a\tb\n"), "\t");
  assert.equal(separatorOf('"a;b;c",d\n'), ",");
  assert.equal(separatorOf("one"), ",");
  assert.deepEqual(parse("a;b\nx,y;z"), [["a", "b"], ["x,y", "z"]]);
});

test("byte order marks are no part of the first name", () => {
  assert.deepEqual(parse(decode(bytes("\ufefftext,label\nä,ö"))), [["text", "label"], ["ä", "ö"]]);
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from("text\nä", "utf16le")]);
  assert.deepEqual(parse(decode(utf16)), [["text"], ["ä"]]);
  assert.deepEqual(parse(decode(utf16.buffer)), [["text"], ["ä"]]);
});

test("other encodings are refused, not guessed", () => {
  assert.throws(() => decode(new Uint8Array([0x74, 0xe4, 0x74])), TableError);
});

test("what is wrong is told with its line", () => {
  assert.throws(() => parse('a,b\n"x\ny",1\n1,2,3'), /Line 4 has 3 fields, the first line has 2/);
  assert.throws(() => parse("a,b\n1"), /Line 2 has 1 field, the first line has 2/);
  assert.throws(() => parse('a,b\n"x,1\n2,3'), /The quote opened in line 2 is never closed/);
  assert.throws(() => parse('a,b\n"x"y,1'), /Line 2 has “y” after a closing quote/);
});

test("a quote inside an unquoted field is a character", () => {
  assert.deepEqual(parse('5" disk,b'), [['5" disk', "b"]]);
});

test("what is written reads the same, for random tables", () => {
  let state = 7;
  const next = (below) => (state = (state * 48271) % 2147483647) % below;
  const pieces = ["a", '"', ",", ";", "\t", "\n", "\r\n", "\r", " ", "ä", "😀", "=1+1", ""];
  for (let round = 0; round < 3000; round++) {
    const width = 1 + next(4);
    const table = Array.from({ length: 1 + next(5) }, () =>
      Array.from({ length: width }, () => Array.from({ length: next(6) }, () => pieces[next(pieces.length)]).join("")),
    );
    assert.deepEqual(parse(write(table), ","), table);
  }
});

test("a large file is read in a moment", () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `${i},"text, number ${i}\nsecond line"`).join("\n");
  const begin = performance.now();
  assert.equal(parse(`id,text\n${rows}`).length, 100_001);
  // Generous: linear time takes a fraction of a second, quadratic time minutes.
  assert.ok(performance.now() - begin < 10_000);
});
