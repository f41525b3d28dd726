// The page in Chromium against the mock server.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { classifyByKeyboard, csvFile, launch, openPage, overflows, ready } from "./browser.mjs";
import { startMock } from "./mock-server.mjs";
import { pageModule } from "./page-files.mjs";

const { parse } = await pageModule("csv.js");
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A test with a server and a page of its own, in which nothing may go wrong unnoticed. */
function walk(name, options, steps) {
  test(name, { timeout: 60_000 }, async () => {
    const mock = await startMock(options.server);
    const page = await openPage(browser, mock.url, options.page);
    try {
      if (!options.server?.key) await ready(page);
      await steps(page, mock);
      assert.deepEqual(page.problems, []);
    } finally {
      await page.context().close();
      await mock.close();
    }
  });
}

const shown = (page, selector) => page.locator(selector).innerText();
const rows = (page) => page.locator("#table tr").count();

walk("type, classify and read, all by keyboard", {}, async (page, mock) => {
  assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  assert.match(await shown(page, "#model-facts"), /2 labels · reads the first 128 tokens of a text/);
  assert.equal(await classifyByKeyboard(page, "You win a free prize"), "spam, 98.31 %.");
  assert.deepEqual(JSON.parse(mock.bodies[0]), { inputs: "You win a free prize" });
  assert.match(await shown(page, "#result"), /spam\s+98\.31 %\s+spam\s+98\.31 %\s+ham\s+1\.69 %/);
  const order = [];
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `no visible focus at ${order.at(-1)}`);
  }
  assert.deepEqual(order, ["SUMMARY", "classify", "as-curl", "as-java", "copy", "code", "clear-history", "BUTTON"]);
});

walk("a pair of texts, folded away it is not sent", {}, async (page, mock) => {
  await page.fill("#text", "It rains.");
  await page.click("summary");
  await page.fill("#pair", "It is wet: 'very'.");
  await page.press("#pair", "Control+Enter");
  await page.waitForSelector("#request:not([hidden])");
  assert.deepEqual(JSON.parse(mock.bodies[0]), { inputs: [["It rains.", "It is wet: 'very'."]] });
  await page.click("summary");
  await page.click("#classify");
  await page.waitForFunction(() => document.querySelectorAll("#history li").length === 2);
  assert.deepEqual(JSON.parse(mock.bodies[1]), { inputs: "It rains." });
});

const MARKUP = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script><b>bold</b>`;

walk("markup in texts, labels and files stays text", { server: { labels: [MARKUP, "spam"] } }, async (page) => {
  await page.focus("#text");
  await classifyByKeyboard(page, MARKUP);
  await page.setInputFiles("#file", csvFile(`${MARKUP.slice(0, 20)}.csv`, `"${MARKUP.replaceAll('"', '""')}",b\n"${MARKUP.replaceAll('"', '""')}",x\n`));
  await page.click("#tab-file");
  await page.click("#run");
  await page.waitForSelector("#download:not([hidden])");
  assert.equal(await page.locator("main img, main script, main b").count(), 0);
  assert.doesNotMatch(await page.title(), /^broken/);
  assert.ok((await shown(page, "#table")).includes("<b>bold</b>"));
});

walk("the request is copied as curl and as Java", {}, async (page, mock) => {
  await classifyByKeyboard(page, "it's a prize");
  await page.click("#copy");
  await page.waitForFunction(() => document.getElementById("copied").textContent === "Copied");
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(curl.startsWith(`curl -sS '${mock.url}predict'`), curl);
  assert.ok(curl.includes(`--data-raw '{"inputs": "it'\\''s a prize"}'`), curl);
  await page.focus("#as-java");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("#as-java", "aria-pressed"), "true");
  await page.click("#copy");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /HttpClient\.newHttpClient\(\)/);
});

walk("history: latest first, recalled without a request, kept over a reload, cleared", {}, async (page, mock) => {
  await classifyByKeyboard(page, "first");
  await classifyByKeyboard(page, "second prize");
  assert.match(await shown(page, "#history li:first-child"), /second prize\s+spam 98\.31 %/);
  await page.click("#history li:nth-child(2) button");
  assert.equal(await page.inputValue("#text"), "first");
  assert.match(await shown(page, "#result"), /^ham/);
  assert.equal(mock.bodies.length, 2);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("#history li").count(), 2);
  await page.click("#clear-history");
  assert.equal(await page.locator("#history li").count(), 0);
  await page.reload();
  assert.equal(await page.locator("#history li").count(), 0);
});

const TOPICS = ["billing", "refund", "delivery", "complaint", "praise", "other"];

walk("several labels: those above the threshold, or none", { server: { labels: TOPICS, multiLabel: true } }, async (page) => {
  assert.equal(await classifyByKeyboard(page, "refund and delivery"), "refund, 96.00 %, delivery, 95.00 %.");
  assert.deepEqual(await page.locator(".chips li").allInnerTexts(), ["refund", "delivery"]);
  assert.equal(await page.locator(".threshold .track").count(), 6);
  assert.match(await classifyByKeyboard(page, "hello"), /^No label reaches 50 %/);
});

const MANY = Array.from({ length: 150 }, (_, i) => `intent_${i}`);

walk("many labels open on demand", { server: { labels: MANY } }, async (page) => {
  await classifyByKeyboard(page, "hello");
  assert.equal(await page.locator("#result .bars li").count(), 12);
  await page.getByRole("button", { name: "All 150 labels" }).press("Enter");
  assert.equal(await page.locator("#result .bars li").count(), 150);
});

walk("an empty text, a busy server, a refusal, a failure: each has its message", {}, async (page, mock) => {
  const says = async (text, what) => {
    await page.fill("#text", text);
    await page.press("#text", "Control+Enter");
    await page.waitForFunction((words) => document.getElementById("text-notice").textContent.includes(words), what);
  };
  await says("  ", "There is no text to classify");
  assert.equal(mock.bodies.length, 0);
  mock.busy = 1;
  await says("hello", "The server is busy: more is asked of it than it can answer. Try again in 1 s.");
  await says("REFUSE", 'has a text with REFUSE in it.');
  mock.failing = true;
  await says("hello", "The model failed.");
  mock.failing = false;
  await says("x".repeat(100_001), "The text has 100,001 bytes, this server takes 100,000.");
  await page.fill("#text", "hello");
  await page.press("#text", "Control+Enter");
  await page.waitForSelector("#result .label");
  assert.equal(await page.textContent("#text-notice"), "");
});

test("a server that goes away and comes back", { timeout: 60_000 }, async () => {
  let mock = await startMock();
  const page = await openPage(browser, mock.url);
  await ready(page);
  await mock.close();
  await page.fill("#text", "hello");
  await page.press("#text", "Control+Enter");
  await page.waitForFunction(() => /cannot be reached/.test(document.getElementById("text-notice").textContent));
  assert.equal(await page.textContent("#status"), "Not reachable");
  mock = await startMock({ port: mock.port });
  await ready(page);
  assert.equal(await page.textContent("#text-notice"), "");
  assert.equal(await classifyByKeyboard(page, "hello"), "ham, 98.31 %.");
  assert.deepEqual(page.problems, []);
  await page.context().close();
  await mock.close();
});

walk("the key is asked for once, kept for the tab, and never shown", { server: { key: "secret-key-1" } }, async (page) => {
  await page.waitForSelector("#key-dialog[open]");
  await page.keyboard.insertText("wrong");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /does not accept/.test(document.getElementById("key-reason").textContent));
  await page.keyboard.insertText("secret-key-1");
  await page.keyboard.press("Enter");
  await ready(page);
  await page.focus("#text");
  assert.equal(await classifyByKeyboard(page, "hello"), "ham, 98.31 %.");
  assert.match(await shown(page, "#code"), /-H "Authorization: Bearer \$VERDICT_API_KEY"/);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("#key-dialog[open]").count(), 0);
  assert.ok(!(await page.content()).includes("secret-key-1"));
});

walk("a key that is not given leaves a message, and a way to give it", { server: { key: "k" } }, async (page) => {
  await page.waitForSelector("#key-dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#change-key:not([hidden])");
  assert.equal(await page.textContent("#status"), "Key needed");
  await page.click("#change-key");
  await page.keyboard.insertText("k");
  await page.keyboard.press("Enter");
  await ready(page);
});

const MAILS = `id;body;label\r\n${Array.from({ length: 120 }, (_, i) => `${i};"mail ${i}\r\n${i % 3 === 0 ? "a \"\"free\"\" prize" : "hello; ä"}";x`).join("\r\n")}\r\n`;

walk("a file: column, progress, table, pages, download", {}, async (page, mock) => {
  await page.click("#tab-file");
  await page.setInputFiles("#file", csvFile("mails.csv", `\ufeff${MAILS}`));
  await page.waitForSelector("#columns:not([hidden])");
  assert.match(await shown(page, "#file-facts"), /mails\.csv: 120 rows, 3 columns, separated by semicolons/);
  assert.equal(await page.inputValue("#column"), "1");
  await page.press("#column", "Control+Enter");
  await page.waitForFunction(() => /120 rows classified/.test(document.getElementById("file-spoken").textContent));
  assert.deepEqual(mock.bodies.map((body) => JSON.parse(body).inputs.length), [32, 32, 32, 24]);
  assert.match(await shown(page, "#tally"), /ham\s+80 rows, 66\.67 %\s+spam\s+40 rows, 33\.33 %/);
  assert.equal(await rows(page), 50);
  await page.click("#next");
  await page.click("#next");
  assert.equal(await shown(page, "#page-facts"), "Rows 101–120 of 120");
  assert.equal(await rows(page), 20);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  assert.equal(download.suggestedFilename(), "mails-classified.csv");
  const table = parse(await readFile(await download.path(), "utf-8"));
  assert.equal(table.length, 121);
  assert.deepEqual(table[0], ["id", "body", "label", "predicted label", "probability ham", "probability spam"]);
  assert.deepEqual(table[1].slice(0, 5), ["0", 'mail 0\r\na "free" prize', "x", "spam", String(1 - 0.983125)]);
});

walk("a run is stopped and goes on", { server: { delay: 150 } }, async (page, mock) => {
  await page.click("#tab-file");
  await page.setInputFiles("#file", csvFile("mails.csv", MAILS));
  await page.click("#run");
  await page.waitForFunction(() => document.getElementById("progress").value >= 32);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => /Stopped\. .* of 120 are classified/.test(document.getElementById("file-notice").textContent));
  const sent = mock.bodies.length;
  assert.ok(sent < 4);
  await page.getByRole("button", { name: "Continue" }).press("Enter");
  await page.waitForFunction(() => /120 rows classified/.test(document.getElementById("file-spoken").textContent));
  assert.equal(await page.inputValue("#column"), "1");
});

walk("a file while the server is busy, with a row that it refuses", {}, async (page, mock) => {
  await page.click("#tab-file");
  mock.busy = 1;
  await page.setInputFiles("#file", csvFile("t.csv", "text\nhello\nREFUSE this\na prize\n"));
  await page.click("#run");
  await page.waitForFunction(() => /busy, next try in 1 s/.test(document.getElementById("progress-text").textContent));
  await page.waitForFunction(() => /refused 1 row/.test(document.getElementById("file-notice").textContent));
  assert.deepEqual(await page.locator("#table td.given").allInnerTexts(), ["ham", '"inputs" has a text with REFUSE in it.', "spam"]);
});

walk("files that cannot be read say why", {}, async (page) => {
  await page.click("#tab-file");
  const says = async (content, words) => {
    await page.setInputFiles("#file", { name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
    await page.waitForFunction((what) => document.getElementById("file-notice").textContent.includes(what), words);
  };
  await says("a,b\n1\n", "Line 2 has 1 field, the first line has 2.");
  await says('a\n"x\n', "The quote opened in line 2 is never closed.");
  await says([0x61, 0xe4, 0x0a], "not valid UTF-8");
  await says("", "t.csv is empty.");
  assert.ok(await page.isHidden("#columns"));
});

walk("a file is dropped onto the page", {}, async (page) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["text\nhello\n"], "dropped.csv", { type: "text/csv" }));
    return transfer;
  });
  await page.dispatchEvent("#text", "dragenter", { dataTransfer: data });
  await page.dispatchEvent("#text", "drop", { dataTransfer: data });
  await page.waitForSelector("#columns:not([hidden])");
  assert.equal(await page.getAttribute("#tab-file", "aria-selected"), "true");
  assert.match(await shown(page, "#file-facts"), /dropped\.csv: 1 row/);
});

walk("tabs by arrows", {}, async (page) => {
  await page.focus("#tab-text");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-file");
  assert.ok(await page.isVisible("#panel-file"));
  await page.keyboard.press("ArrowRight");
  assert.ok(await page.isVisible("#panel-text"));
});

for (const width of [320, 375, 768, 960, 1600]) {
  walk(`nothing is wider than ${width} pixels`, { page: { width }, server: { labels: ["ham", "l".repeat(90)] } }, async (page) => {
    await classifyByKeyboard(page, `a prize ${"w".repeat(400)}`);
    assert.equal(await overflows(page), false);
    await page.setInputFiles("#file", csvFile(`${"n".repeat(120)}.csv`, `${"c".repeat(200)},b\n${"w".repeat(500)},"a prize"\n`));
    await page.click("#tab-file");
    await page.click("#run");
    await page.waitForSelector("#download:not([hidden])");
    assert.equal(await overflows(page), false);
  });
}
