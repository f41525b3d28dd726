// Pictures of the page in its states, from the mock server: node screenshots.mjs FOLDER

import { mkdir } from "node:fs/promises";
import { classifyByKeyboard, csvFile, launch, openPage, ready } from "./browser.mjs";
import { startMock } from "./mock-server.mjs";

const folder = process.argv[2] ?? "screenshots";
const LOOKS = {
  wide: { width: 1440 },
  widest: { width: 1600, height: 1000, dark: true },
  narrow: { width: 320, height: 640 },
  "narrow-dark": { width: 390, height: 844, dark: true },
};
const INTENTS = Array.from({ length: 40 }, (_, i) => `intent_${i}`);
const TOPICS = ["billing", "refund", "delivery", "complaint", "praise", "other"];
const SMS = [
  "Ok lar… Joking wif u oni",
  "Sorry, I'll call later",
  "WINNER!! As a valued customer you have been selected to receive a £900 prize! To claim call 09061701461.",
  "Grüße aus Köln!\nWe are at the station, see you in 10 minutes 😀",
  "Free entry in 2 a wkly comp to win FA Cup final tkts 21st May",
];

const STATES = {
  async empty() {},
  async result(page) {
    for (const text of SMS) await classifyByKeyboard(page, text);
  },
  async java(page) {
    await classifyByKeyboard(page, SMS[2]);
    await page.click("#as-java");
  },
  async pair(page) {
    await page.fill("#text", "A soccer game with multiple males playing.");
    await page.click("summary");
    await page.fill("#pair", "Some men are playing a sport.");
    await page.press("#pair", "Control+Enter");
    await page.waitForSelector("#result .label");
  },
  async busy(page, mock) {
    mock.busy = 1;
    await page.fill("#text", SMS[0]);
    await page.press("#text", "Control+Enter");
    await page.waitForSelector("#text-notice .notice");
  },
  async away(page, mock) {
    await classifyByKeyboard(page, SMS[0]);
    await mock.close();
    await page.press("#text", "Control+Enter");
    await page.waitForSelector("#text-notice .notice");
  },
  async file(page) {
    await openFile(page, 130);
    await page.click("#run");
    await page.waitForFunction(() => document.getElementById("file-spoken").textContent !== "");
  },
  async chosen(page) {
    await openFile(page, 130);
  },
  async refused(page) {
    await openFile(page, 6, "REFUSE");
    await page.click("#run");
    await page.waitForSelector("#file-notice .notice");
  },
  async nofile(page) {
    await page.click("#tab-file");
  },
  async multi(page) {
    await classifyByKeyboard(page, "Where is my refund? The delivery never came.");
  },
  async many(page) {
    await classifyByKeyboard(page, "Which intent is this?");
  },
  async key(page) {
    await page.waitForSelector("#key-dialog[open]");
  },
};

async function openFile(page, rows, last = "end") {
  await page.click("#tab-file");
  const lines = Array.from({ length: rows }, (_, i) => `${i},"${SMS[i % SMS.length]}"`);
  await page.setInputFiles("#file", csvFile("messages.csv", `id,text\n${lines.join("\n")}\n${rows},${last}\n`));
  await page.waitForSelector("#columns:not([hidden])");
}

const SERVERS = { multi: { labels: TOPICS, multiLabel: true }, many: { labels: INTENTS }, key: { key: "k" } };

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [state, reach] of Object.entries(STATES)) {
  for (const [look, screen] of Object.entries(LOOKS)) {
    const mock = await startMock(SERVERS[state]);
    const page = await openPage(browser, mock.url, screen);
    if (state !== "key") await ready(page);
    await reach(page, mock);
    await page.screenshot({ path: `${folder}/${state}-${look}.png`, fullPage: true });
    await page.context().close();
    await mock.close();
  }
}
await browser.close();
