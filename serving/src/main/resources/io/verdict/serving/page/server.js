// The state of the server for the whole page: whether it is there, what it serves, the key that it asks for.

import { hasKey, info, useKey } from "./api.js";
import { byId, show } from "./dom.js";
import { count } from "./format.js";

const ASK_AGAIN = 4000;
const NO_MODEL = { name: "", labels: [], multiLabel: false, maxLength: 0, mostTexts: 32, mostTextBytes: Infinity };

/** What is served; empty until the server has told it. */
export let model = NO_MODEL;

let again;

/** Asks what is served, again and again until the server answers. */
export async function connect() {
  clearTimeout(again);
  try {
    tell(await info());
    reached();
  } catch (error) {
    failed(error);
    if (error.kind === "key") {
      if (await askForKey(error.message)) await connect();
    } else {
      again = setTimeout(connect, Math.max(ASK_AGAIN, error.retryAfter * 1000));
    }
  }
}

/** Notes that a request got through. */
export function reached() {
  status("ready", "Ready");
  show(byId("change-key"), hasKey());
  document.querySelectorAll(".notice.away").forEach((message) => message.remove());
}

/** Notes why a request failed, where that is a state of the server. */
export function failed(error) {
  if (error.kind === "away") {
    status("away", "Not reachable");
    clearTimeout(again);
    again = setTimeout(connect, ASK_AGAIN);
  } else if (error.kind === "busy") {
    status("busy", "Busy");
  } else if (error.kind === "key") {
    status("away", "Key needed");
    show(byId("change-key"), true);
  } else if (error.kind === "failed") {
    status("busy", "Failing");
  }
}

/**
 * Asks the user for the key.
 *
 * @returns {Promise<boolean>} whether one was given
 */
export function askForKey(reason) {
  const dialog = byId("key-dialog");
  const field = byId("key");
  byId("key-reason").textContent = reason;
  field.value = "";
  field.setCustomValidity("");
  dialog.returnValue = "cancel";
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        const given = dialog.returnValue === "use" ? field.value.trim() : "";
        field.value = "";
        if (given !== "") useKey(given);
        resolve(given !== "");
      },
      { once: true },
    );
  });
}

/** Wires the dialog and the button that opens it. */
export function start() {
  const field = byId("key");
  byId("key-form").addEventListener("submit", (event) => {
    if (event.submitter?.value !== "use") return;
    const wrong = keyProblem(field.value.trim());
    field.setCustomValidity(wrong);
    if (wrong !== "") {
      event.preventDefault();
      field.reportValidity();
    }
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
  byId("change-key").addEventListener("click", async () => {
    if (await askForKey("The key that this server asks for.")) await connect();
  });
  return connect();
}

function keyProblem(key) {
  if (key === "") return "Type the key, or cancel.";
  return /^[\x21-\x7e]+$/.test(key) ? "" : "A key has letters, digits and signs of ASCII only, and no spaces.";
}

function tell(told) {
  const labels = Array.isArray(told.labels) ? told.labels.map(String) : [];
  model = {
    name: String(told.model_name ?? told.model_id ?? ""),
    labels,
    multiLabel: told.multi_label === true,
    maxLength: Number(told.max_input_length) || 0,
    mostTexts: Number(told.max_client_batch_size) || NO_MODEL.mostTexts,
    mostTextBytes: Number(told.limits?.max_text_bytes) || Infinity,
  };
  const facts = [];
  if (labels.length > 0) facts.push(count(labels.length, "label") + (model.multiLabel ? ", any number for a text" : ""));
  if (model.maxLength > 0) facts.push(`reads the first ${count(model.maxLength, "token")} of a text`);
  if (typeof told.version === "string" && told.version !== "") facts.push(`version ${told.version}`);
  byId("model-name").textContent = model.name;
  byId("model-facts").textContent = facts.join(" · ");
  document.title = model.name === "" ? "Verdict" : `${model.name} – Verdict`;
}

function status(state, words) {
  const shown = byId("status");
  if (shown.dataset.state === state && shown.textContent === words) return;
  shown.dataset.state = state;
  shown.textContent = words;
}
