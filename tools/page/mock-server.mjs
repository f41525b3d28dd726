// A server that answers as Verdict's does, by rules that tests can foresee.

import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER } from "./page-files.mjs";

const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
// The same as the server's: what breaks it in the page must break here.
const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * @param {object} [options]
 * @param {string[]} [options.labels]
 * @param {boolean} [options.multiLabel]
 * @param {string} [options.key] that requests must carry
 * @param {number} [options.delay] milliseconds before each prediction
 * @param {number} [options.port]
 * @returns what was asked, how many of the next requests are answered 429, and how to end it
 */
export async function startMock(options = {}) {
  const { labels = ["ham", "spam"], multiLabel = false, key = "", delay = 0, port = 0 } = options;
  const mock = { bodies: [], authorizations: [], busy: 0, failing: false, largest: 0 };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://mock").pathname;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const json = (status, value, headers = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(value));
    };
    if (path === "/" || path.startsWith("/page/")) return file(path, response);
    if (path === "/docs") return json(200, {});
    if (key !== "" && request.headers.authorization !== `Bearer ${key}`) {
      return json(401, { error: "Send the server's key", error_type: "Unauthorized" });
    }
    if (path === "/info") {
      return json(200, {
        model_id: "sms-spam", labels, multi_label: multiLabel, max_input_length: 128, max_client_batch_size: 32,
        version: "1.0.0", limits: { max_text_bytes: 100000 },
      });
    }
    if (path !== "/predict") return json(404, { error: "There is nothing at this path", error_type: "NotFound" });
    const body = Buffer.concat(chunks).toString("utf-8");
    mock.bodies.push(body);
    mock.authorizations.push(request.headers.authorization);
    if (mock.busy > 0) {
      mock.busy--;
      return json(429, { error: "Too many requests wait", error_type: "Overloaded" }, { "retry-after": "1" });
    }
    if (mock.failing) return json(500, { error: "The model failed", error_type: "Backend" });
    const { inputs } = JSON.parse(body);
    const batch = Array.isArray(inputs) && Array.isArray(inputs[0]);
    const all = batch ? inputs : [[inputs].flat()];
    mock.largest = Math.max(mock.largest, all.length);
    if (all.some((texts) => texts.some((text) => text.includes("REFUSE")))) {
      return json(422, { error: "\"inputs\" has a text with REFUSE in it", error_type: "Validation" });
    }
    setTimeout(() => {
      const answers = all.map((texts) => scoresOf(texts.join(" "), labels, multiLabel));
      json(200, batch ? answers : answers[0]);
    }, delay);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  mock.port = server.address().port;
  mock.url = `http://127.0.0.1:${mock.port}/`;
  mock.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return mock;
}

/** Texts about prizes are the last label; each label whose name is in a text is likely where any number may be. */
export function scoresOf(text, labels, multiLabel) {
  const scores = labels.map((label, i) => {
    if (multiLabel) return { label, score: text.includes(label) ? 0.97 - i / 100 : 0.31 / (i + 1) };
    const likely = /prize|win|free/i.test(text) ? i === labels.length - 1 : i === 0;
    return { label, score: likely ? 0.983125 : (1 - 0.983125) / (labels.length - 1) };
  });
  return scores.sort((one, other) => other.score - one.score);
}

function file(path, response) {
  const name = path === "/" ? "index.html" : path.slice("/page/".length);
  const found = join(FOLDER, name);
  if (!/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)+$/.test(name) || !existsSync(found)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": `${TYPES[name.split(".").pop()]}; charset=utf-8`,
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
  });
  response.end(readFileSync(found));
}
