// Chromium without a window, and pages of it that tell of what goes wrong in them.

import { chromium } from "playwright-core";

/** Starts Chromium: the one that CHROMIUM names, or playwright's own. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args: ["--no-sandbox"] });
}

/**
 * Opens the page in a context of its own.
 *
 * @returns the page; `page.problems` collects exceptions, errors on the console, and requests to other hosts
 */
export async function openPage(browser, url, { width = 1280, height = 900, dark = false, ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    acceptDownloads: true,
    ...more,
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => {});
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    // A refused request is told on the console, too; the page's own message is what is checked.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
      page.problems.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith("http") && to.host !== new URL(url).host) page.problems.push(`request to ${to.host}`);
  });
  await page.goto(url);
  return page;
}

/** Waits until the page says that the server is ready. */
export function ready(page) {
  return page.waitForSelector('#status[data-state="ready"]');
}

/** By keyboard alone: a text into the field that has the focus, and Ctrl+Enter; the result as the page speaks it. */
export async function classifyByKeyboard(page, text) {
  await page.evaluate(() => (document.getElementById("spoken").textContent = ""));
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.getElementById("spoken").textContent !== "");
  return page.textContent("#spoken");
}

/** Whether something is wider than the screen. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** A CSV file as the browser's file chooser gives it. */
export function csvFile(name, text) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}
