// One text: classify it, see the result, take the request along, come back to earlier ones.

import { RequestError, areScores, hasKey, post } from "./api.js";
import { byId, element, show } from "./dom.js";
import { excerpt, percent } from "./format.js";
import { History } from "./history.js";
import { notice, withoutNotice } from "./notice.js";
import { resultView, sentence, shown, verdict } from "./result.js";
import { askForKey, connect, failed, model, reached } from "./server.js";
import { curl, java, requestBody } from "./snippets.js";

const text = byId("text");
const pair = byId("pair");
const history = new History(sessionStore());
let running;
let current;
let language = "curl";

/** Wires the panel. */
export function start() {
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    classify();
  });
  for (const field of [text, pair]) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        classify();
      } else if (event.key === "Escape" && running) {
        running.abort();
      }
    });
  }
  byId("as-curl").addEventListener("click", () => speak("curl"));
  byId("as-java").addEventListener("click", () => speak("java"));
  byId("copy").addEventListener("click", copy);
  byId("clear-history").addEventListener("click", () => {
    history.clear();
    listHistory();
    text.focus();
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) byId("modifier").textContent = "⌘";
  listHistory();
}

async function classify() {
  // A second text that is folded away is not meant.
  const second = byId("pair-details").open ? pair.value : "";
  const problem = problemOf(text.value) || problemOf(second);
  if (text.value.trim() === "" || problem !== "") {
    notice("text-notice", "error", problem || "There is no text to classify. Type or paste one first.");
    text.focus();
    return;
  }
  running?.abort();
  const mine = (running = new AbortController());
  const entry = { text: text.value, pair: second };
  busy(true);
  withoutNotice("text-notice");
  try {
    const scores = scoresIn(await post(requestBody(entry.text, entry.pair), mine.signal));
    reached();
    Object.assign(entry, { model: model.name, multiLabel: model.multiLabel, scores });
    history.add(entry);
    listHistory();
    showEntry(entry);
  } catch (error) {
    if (mine === running) await refused(error);
  } finally {
    if (mine === running) {
      running = undefined;
      busy(false);
    }
  }
}

/** The scores of the one text: an answer to a pair is a list of one. */
function scoresIn(answer) {
  const scores = Array.isArray(answer?.[0]) ? answer[0] : answer;
  if (!areScores(scores)) throw new RequestError("failed", "The server's answer is not a list of labels with scores.");
  return scores;
}

async function refused(error) {
  failed(error);
  if (error.kind === "stopped") return;
  if (error.kind === "key") {
    busy(false);
    if (await askForKey(error.message)) {
      await connect();
      return classify();
    }
  }
  const wait = error.kind === "busy" ? ` Try again in ${Math.ceil(error.retryAfter)} s.` : "";
  const kind = { busy: "busy", away: "error away" }[error.kind] ?? "error";
  notice("text-notice", kind, error.message + wait);
}

/** What is wrong with a text before it is sent; empty if nothing is. */
function problemOf(value) {
  const bytes = new TextEncoder().encode(value).length;
  return bytes > model.mostTextBytes
    ? `The text has ${bytes.toLocaleString("en")} bytes, this server takes ${model.mostTextBytes.toLocaleString("en")}.`
    : "";
}

function showEntry(entry) {
  current = entry;
  const other = entry.model !== model.name && model.name !== "" ? `By the model ${entry.model}, served before.` : "";
  byId("result").replaceChildren(resultView(entry.scores, entry.multiLabel, other));
  byId("spoken").textContent = sentence(entry.scores, entry.multiLabel);
  show(byId("request"), true);
  showCode();
  // On a narrow screen the result is below the text.
  byId("result").scrollIntoView({ block: "nearest" });
}

function showCode() {
  const write = language === "curl" ? curl : java;
  const url = new URL("/predict", location.href).href;
  byId("code").textContent = write(url, requestBody(current.text, current.pair), hasKey());
  byId("as-curl").setAttribute("aria-pressed", String(language === "curl"));
  byId("as-java").setAttribute("aria-pressed", String(language === "java"));
}

function speak(chosen) {
  language = chosen;
  showCode();
}

async function copy() {
  const code = byId("code");
  let done = true;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    // Away from localhost browsers give the clipboard to https only: the older way is left.
    getSelection().selectAllChildren(code);
    done = document.execCommand("copy");
  }
  const words = done ? "Copied" : "Press Ctrl + C";
  byId("copy").textContent = words;
  byId("copied").textContent = words;
  setTimeout(() => {
    byId("copy").textContent = "Copy";
    byId("copied").textContent = "";
  }, 2000);
}

function listHistory() {
  byId("history").replaceChildren(...history.entries.map(historyItem));
  show(byId("no-history"), history.entries.length === 0);
  show(byId("clear-history"), history.entries.length > 0);
}

function historyItem(entry) {
  const given = verdict(entry.scores, entry.multiLabel);
  const labels = given.length === 0 ? "no label" : given.map((one) => shown(one.label)).join(", ");
  const share = given.length === 1 ? percent(given[0].score) : "";
  const words = excerpt(entry.pair === "" ? entry.text : `${entry.text} · ${entry.pair}`, 160);
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", click: () => recall(entry) },
      element("span", { class: "words", dir: "auto" }, words),
      element("span", { class: "given" }, element("bdi", { translate: "no" }, excerpt(labels, 60)), " ", share),
    ),
  );
}

function recall(entry) {
  running?.abort();
  running = undefined;
  busy(false);
  withoutNotice("text-notice");
  text.value = entry.text;
  pair.value = entry.pair;
  byId("pair-details").open = entry.pair !== "";
  text.focus();
  showEntry(entry);
}

function busy(yes) {
  byId("classify").textContent = yes ? "Classifying…" : "Classify";
  byId("result").classList.toggle("stale", yes);
  byId("result").setAttribute("aria-busy", String(yes));
}

function sessionStore() {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
