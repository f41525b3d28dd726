import assert from "node:assert/strict";
import { test } from "node:test";
import { pageModule } from "./page-files.mjs";

const { batchSize, classifyAll } = await pageModule("batch.js");
const { inputsOf, namesOf, tally, textColumn, withOutcomes } = await pageModule("table.js");
const { excerpt, percent } = await pageModule("format.js");
const { sentence, verdict } = await pageModule("result.js");
const { History } = await pageModule("history.js");

const problem = (kind, retryAfter = 0) => Object.assign(new Error(kind), { kind, retryAfter });

async function classify(inputs, predict, more = {}) {
  const outcomes = [];
  const waits = [];
  const job = {
    inputs, from: 0, mostTexts: 8, signal: new AbortController().signal, predict,
    onOutcome: (i, outcome) => (outcomes[i] = outcome),
    onProgress: () => {},
    onWait: (seconds) => waits.push(seconds),
    ...more,
  };
  let error;
  await classifyAll(job).catch((thrown) => (error = thrown));
  return { outcomes, waits, error };
}
const scored = (inputs) => inputs.map(([text]) => [{ label: text, score: 1 }]);

test("all rows in order, in requests of at most that many texts", async () => {
  const inputs = Array.from({ length: 37 }, (_, i) => [`t${i}`]);
  const sizes = [];
  const { outcomes, error } = await classify(inputs, async (part) => (sizes.push(part.length), scored(part)));
  assert.equal(error, undefined);
  assert.deepEqual(sizes, [8, 8, 8, 8, 5]);
  assert.deepEqual(outcomes.map((one) => one.scores[0].label), inputs.map(([text]) => text));
});

test("long texts make small requests, never an empty one", () => {
  const long = ["x".repeat(60_000)];
  assert.equal(batchSize([long, long, long], 0, 32), 1);
  assert.equal(batchSize([["a"], long, long], 0, 32), 2);
  assert.equal(batchSize([["a"], ["b"]], 1, 32), 1);
});

test("rows that the server refuses are found, the others are classified", async () => {
  const inputs = Array.from({ length: 20 }, (_, i) => [i === 3 || i === 12 ? "bad" : `t${i}`]);
  const { outcomes, error } = await classify(inputs, async (part) => {
    if (part.some(([text]) => text === "bad")) throw problem("refused");
    return scored(part);
  });
  assert.equal(error, undefined);
  assert.deepEqual(outcomes.flatMap((one, i) => (one.error ? [i] : [])), [3, 12]);
  assert.equal(outcomes.filter((one) => one.scores).length, 18);
});

test("a busy server is waited for", async () => {
  let calls = 0;
  const { outcomes, waits, error } = await classify([["a"]], async (part) => {
    if (calls++ === 0) throw problem("busy", 1);
    return scored(part);
  });
  assert.equal(error, undefined);
  assert.deepEqual(waits, [1, 0]);
  assert.equal(outcomes.length, 1);
});

test("a stop ends a wait at once, and what is away ends the run with what was done", async () => {
  const controller = new AbortController();
  const stopped = await classify([["a"]], async () => { throw problem("busy", 60); }, {
    signal: controller.signal,
    onWait: () => controller.abort(),
  });
  assert.equal(stopped.error.kind, "stopped");
  let calls = 0;
  const away = await classify(Array.from({ length: 20 }, () => ["a"]), async (part) => {
    if (calls++ === 1) throw problem("away");
    return scored(part);
  });
  assert.equal(away.error.kind, "away");
  assert.equal(away.outcomes.length, 8);
});

test("columns: names, texts, pairs", () => {
  const records = [["id", "Text", ""], ["1", "a", "b"]];
  assert.deepEqual(namesOf(records, true), ["id", "Text", "column 3"]);
  assert.deepEqual(namesOf(records, false), ["column 1", "column 2", "column 3"]);
  assert.equal(textColumn(["id", "Text", "x"], [["1", "a", "long long"]]), 1);
  assert.equal(textColumn(["id", "what", "x"], [["1", "a long one", "b"]]), 1);
  assert.equal(textColumn(["id"], []), 0);
  assert.deepEqual(inputsOf([["1", "a", "b"]], 1, -1), [["a"]]);
  assert.deepEqual(inputsOf([["1", "a", "b"]], 2, 1), [["b", "a"]]);
});

const HAM = [{ label: "ham", score: 0.75 }, { label: "spam", score: 0.25 }];
const SPAM = [{ label: "spam", score: 0.9 }, { label: "ham", score: 0.1 }];

test("the table to download keeps the file's columns and the order of the labels", () => {
  assert.deepEqual(withOutcomes(["text"], [["a"], ["b"], ["c"]], [{ scores: SPAM }, { scores: HAM }], false, ["ham", "spam"]), [
    ["text", "label", "probability ham", "probability spam"],
    ["a", "spam", "0.1", "0.9"],
    ["b", "ham", "0.75", "0.25"],
    ["c", "", "", ""],
  ]);
  assert.deepEqual(withOutcomes(["label"], [["a"]], [{ error: "too long" }], false, []), [
    ["label", "predicted label", "error"],
    ["a", "", "too long"],
  ]);
});

test("several labels: those at the threshold or above", () => {
  const scores = [{ label: "a", score: 0.9 }, { label: "b", score: 0.5 }, { label: "c", score: 0.49 }];
  assert.deepEqual(verdict(scores, true).map((one) => one.label), ["a", "b"]);
  assert.deepEqual(verdict(scores, false).map((one) => one.label), ["a"]);
  assert.deepEqual(withOutcomes(["t"], [["x"]], [{ scores }], true, ["a", "b", "c"])[1].slice(0, 2), ["x", "a,b"]);
  assert.equal(sentence(scores, true), "a, 90.00 %, b, 50.00 %.");
  assert.match(sentence([{ label: "c", score: 0.2 }], true), /^No label reaches 50 %/);
  assert.deepEqual(tally([{ scores }, { scores: scores.slice(1) }, { error: "x" }, undefined], true), [["b", 2], ["a", 1]]);
});

test("percents: only what is 0 or 1 reads so", () => {
  assert.deepEqual(
    [0, 1e-9, 0.00004999, 0.00005, 0.5, 0.983125, 0.99994, 0.99995, 1].map(percent),
    ["0.00 %", "< 0.01 %", "< 0.01 %", "0.01 %", "50.00 %", "98.31 %", "99.99 %", "> 99.99 %", "100.00 %"],
  );
});

test("excerpts are cut between code points", () => {
  assert.equal(excerpt("😀😀😀😀", 3), "😀😀…");
  assert.equal(excerpt(" a\n\n b ", 9), "a b");
});

test("the history keeps the latest first, once each, and survives what is wrong in the storage", () => {
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  const entry = (text) => ({ text, pair: "", model: "m", multiLabel: false, scores: HAM });
  const history = new History(storage);
  for (let i = 0; i < 60; i++) history.add(entry(`t${i}`));
  history.add(entry("t30"));
  assert.equal(history.entries.length, 50);
  assert.deepEqual(history.entries.slice(0, 2).map((one) => one.text), ["t30", "t59"]);
  assert.deepEqual(new History(storage).entries, history.entries);
  for (const wrong of ["{", "{}", "[1, null, {}]", '[{"text": "a"}]']) {
    kept.set([...kept.keys()][0], wrong);
    assert.deepEqual(new History(storage).entries, []);
  }
  const full = { getItem: () => null, setItem: () => { throw new Error("full"); } };
  const other = new History(full);
  other.add(entry("a"));
  assert.equal(other.entries.length, 1);
});
