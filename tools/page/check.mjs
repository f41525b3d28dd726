// The page against a running server: node check.mjs URL [--key KEY] [--screenshots FOLDER]
// Its numbers must be those of the server's own answers. Exits with 1 if anything is wrong.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { classifyByKeyboard, csvFile, launch, openPage, overflows, ready } from "./browser.mjs";
import { pageModule } from "./page-files.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { key: { type: "string" }, screenshots: { type: "string" } },
});
if (positionals.length !== 1) {
  console.error("usage: node check.mjs URL [--key KEY] [--screenshots FOLDER]");
  process.exit(2);
}
const url = new URL("/", positionals[0]).href;
const authorization = values.key ? { authorization: `Bearer ${values.key}` } : {};
const { percent } = await pageModule("format.js");
const { parse, write } = await pageModule("csv.js");
if (values.screenshots) await mkdir(values.screenshots, { recursive: true });

const TEXTS = [
  "Free entry: you win a prize! Call now.",
  "See you at seven, I'll bring the \"blue\" one.",
  "Grüße aus Köln, 你好, 😀\nand a second line",
  "<b>bold</b> & <script>alert(1)</script>",
  "word ".repeat(2000),
];

async function served(path, body) {
  const response = await fetch(new URL(path, url), {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...authorization },
    body: body && JSON.stringify(body),
  });
  assert.equal(response.status, 200, `${path} answered ${response.status}: ${await response.clone().text()}`);
  return response.json();
}

async function shoot(page, name) {
  if (values.screenshots) await page.screenshot({ path: `${values.screenshots}/${name}.png`, fullPage: true });
}

async function openReady(browser, options) {
  const page = await openPage(browser, url, options);
  if (values.key) {
    await page.waitForSelector("#key-dialog[open]");
    await page.keyboard.insertText(values.key);
    await page.keyboard.press("Enter");
  }
  await ready(page);
  await page.focus("#text");
  return page;
}

async function checkTexts(page) {
  for (const text of TEXTS) {
    await page.focus("#text");
    await classifyByKeyboard(page, text);
    const scores = await served("/predict", { inputs: text });
    const opened = page.getByRole("button", { name: /^All [\d,]+ labels$/ });
    if (await opened.count()) await opened.click();
    const bars = await page.$$eval("#result .bars li", (rows) =>
      rows.map((row) => [row.querySelector(".of").textContent, row.querySelector(".amount").textContent]),
    );
    assert.deepEqual(bars, scores.map((one) => [one.label, percent(one.score)]));
  }
  console.log(`${TEXTS.length} texts: labels and numbers are those of /predict`);
}

async function checkFile(page) {
  const texts = Array.from({ length: 100 }, (_, i) => `${TEXTS[i % 4]} ${i}`);
  await page.click("#tab-file");
  await page.setInputFiles("#file", csvFile("texts.csv", write([["id", "text"], ...texts.map((text, i) => [String(i), text])])));
  await page.click("#run");
  await page.waitForSelector("#stop:not([hidden])", { timeout: 5000 }).catch(() => {});
  await page.waitForFunction(() => /100 rows classified/.test(document.getElementById("file-spoken").textContent), null, { timeout: 120_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  const [header, ...rows] = parse(await readFile(await download.path(), "utf-8"));
  const labels = header.slice(3).map((name) => name.replace(/^probability /, ""));
  let largest = 0;
  for (const [i, row] of rows.entries()) {
    assert.equal(row[1], texts[i]);
    const scores = await served("/predict", { inputs: texts[i] });
    for (const { label, score } of scores) {
      largest = Math.max(largest, Math.abs(Number(row[3 + labels.indexOf(label)]) - score));
    }
  }
  // Sums in batches of other lengths may differ in the last digits of a float.
  assert.ok(largest < 1e-5, `a probability differs by ${largest}`);
  console.log(`100 rows: the probabilities differ from those of single texts by at most ${largest.toExponential(1)}`);
}

const info = await served("/info");
console.log(`${url} serves ${info.model_id} with ${info.labels.length} labels`);
const browser = await launch();
try {
  const looks = [["wide", { width: 1440 }], ["narrow-dark", { width: 360, height: 740, dark: true }]];
  for (const [name, options] of looks) {
    const page = await openReady(browser, options);
    await shoot(page, `${name}-empty`);
    await checkTexts(page);
    await page.focus("#text");
    await classifyByKeyboard(page, TEXTS[0]);
    await shoot(page, `${name}-result`);
    assert.equal(await overflows(page), false, `${name}: something is wider than the screen`);
    await checkFile(page);
    await shoot(page, `${name}-file`);
    assert.equal(await overflows(page), false, `${name}: something is wider than the screen`);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  }
  console.log("nothing is wider than the screen; no error, no request to another host");
} finally {
  await browser.close();
}
