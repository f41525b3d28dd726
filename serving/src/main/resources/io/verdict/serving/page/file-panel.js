// A file of texts: choose it, pick the column, classify its rows, look at them, take them along.

import { predict } from "./api.js";
import { classifyAll } from "./batch.js";
import { decode, parse, separatorOf, write } from "./csv.js";
import { byId, element, show } from "./dom.js";
import { count, excerpt, percent } from "./format.js";
import { notice, withoutNotice } from "./notice.js";
import { bar, shown, verdict } from "./result.js";
import { askForKey, connect, failed, model, reached } from "./server.js";
import { inputsOf, namesOf, tally, textColumn, withOutcomes } from "./table.js";

const ROWS_A_PAGE = 50;
const MOST_BYTES = 100_000_000;
const MOST_LABELS_IN_TALLY = 12;
const SEPARATOR_NAMES = { ",": "commas", ";": "semicolons", "\t": "tabs" };

let file; // {name, records, separator}
let job; // {columns, rows, outcomes, done, multiLabel, labels, running}
let page = 0;

/** Wires the panel. */
export function start() {
  byId("file").addEventListener("change", (event) => {
    const [chosen] = event.target.files;
    // The same file can be chosen again after it was changed.
    if (chosen) open(chosen).finally(() => (event.target.value = ""));
  });
  byId("columns").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  byId("header").addEventListener("change", () => {
    forget();
    listColumns();
  });
  for (const id of ["column", "pair-column"]) {
    byId(id).addEventListener("change", () => {
      forget();
      sample();
    });
  }
  byId("stop").addEventListener("click", () => job?.running?.abort());
  byId("panel-file").addEventListener("keydown", (event) => {
    if (event.key === "Escape") job?.running?.abort();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && file && !job?.running) {
      event.preventDefault();
      run();
    }
  });
  byId("download").addEventListener("click", download);
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
}

/** Reads a file and shows its columns. */
export async function open(chosen) {
  job?.running?.abort();
  forget();
  file = undefined;
  show(byId("columns"), false);
  try {
    if (chosen.size > MOST_BYTES) {
      throw new Error(
        `${chosen.name} has ${count(Math.round(chosen.size / 1e6), "megabyte")}, the page reads ${MOST_BYTES / 1e6}. ` +
          "Use “verdict predict --file” for files of that size.",
      );
    }
    const text = decode(await chosen.arrayBuffer());
    const separator = separatorOf(text);
    const records = parse(text, separator);
    if (records.length === 0) throw new Error(`${chosen.name} is empty.`);
    file = { name: chosen.name, records, separator };
  } catch (error) {
    notice("file-notice", "error", error.message);
    return;
  }
  byId("header").checked = file.records.length > 1;
  show(byId("columns"), true);
  listColumns();
  byId("column").focus();
}

function listColumns() {
  const { names, rows } = table();
  const width = count(names.length, "column");
  const separated = names.length > 1 ? `, separated by ${SEPARATOR_NAMES[file.separator]}` : "";
  byId("file-facts").textContent = `${file.name}: ${count(rows.length, "row")}, ${width}${separated}`;
  const options = () => names.map((name, i) => element("option", { value: String(i) }, excerpt(name, 60)));
  byId("column").replaceChildren(...options());
  byId("pair-column").replaceChildren(element("option", { value: "-1" }, "None"), ...options());
  byId("column").value = String(textColumn(names, rows));
  sample();
}

function sample() {
  const { rows, column } = table();
  byId("sample").replaceChildren(
    ...(rows.length === 0 ? [] : [element("span", {}, "First text: "), element("bdi", {}, excerpt(rows[0][column], 200))]),
  );
}

function table() {
  const hasHeader = byId("header").checked;
  return {
    names: namesOf(file.records, hasHeader),
    rows: hasHeader ? file.records.slice(1) : file.records,
    column: Number(byId("column").value),
    pairColumn: Number(byId("pair-column").value),
  };
}

/** Begins, or goes on where an earlier run ended. */
async function run() {
  const { names, rows, column, pairColumn } = table();
  if (rows.length === 0) {
    notice("file-notice", "error", "The file has no rows below its names.");
    return;
  }
  if (!job || job.done === rows.length) {
    job = { names, rows, outcomes: new Array(rows.length).fill(undefined), done: 0, multiLabel: model.multiLabel, labels: model.labels };
    page = 0;
  }
  const mine = job;
  mine.running = new AbortController();
  withoutNotice("file-notice");
  running(true);
  progress("");
  let ended;
  try {
    await classifyAll({
      inputs: inputsOf(rows, column, pairColumn),
      from: mine.done,
      mostTexts: model.mostTexts,
      signal: mine.running.signal,
      predict,
      onOutcome: (index, outcome) => {
        mine.outcomes[index] = outcome;
        mine.done = Math.max(mine.done, index + 1);
      },
      onProgress: () => {
        if (mine === job) {
          reached();
          progress("");
          list();
        }
      },
      onWait: (seconds) => mine === job && progress(seconds > 0 ? `the server is busy, next try in ${seconds} s` : ""),
    });
  } catch (error) {
    ended = error;
  }
  mine.running = undefined;
  if (mine === job) await finish(ended);
}

async function finish(error) {
  running(false);
  list();
  progress("");
  const refused = job.outcomes.filter((outcome) => outcome?.error !== undefined).length;
  if (!error) {
    byId("file-spoken").textContent = `${count(job.rows.length, "row")} classified.`;
    if (refused > 0) notice("file-notice", "error", `The server refused ${count(refused, "row")}; the table says why.`);
    return;
  }
  failed(error);
  const where = `${count(job.done, "row")} of ${job.rows.length.toLocaleString("en")} are classified; “Continue” goes on from there.`;
  if (error.kind === "stopped") {
    notice("file-notice", "info", `Stopped. ${where}`);
  } else if (error.kind === "key" && (await askForKey(error.message))) {
    await connect();
    await run();
  } else {
    notice("file-notice", error.kind === "busy" ? "busy" : "error", `${error.message} ${where}`);
  }
}

/** Drops the outcomes: they belong to other columns or another file. */
function forget() {
  job?.running?.abort();
  job = undefined;
  withoutNotice("file-notice");
  byId("file-spoken").textContent = "";
  running(false);
  for (const id of ["rows", "progress-box", "download"]) show(byId(id), false);
}

function running(yes) {
  show(byId("stop"), yes);
  byId("run").disabled = yes;
  const open = job !== undefined && job.done > 0 && job.done < job.rows.length;
  byId("run").textContent = yes ? "Classifying…" : open ? "Continue" : job?.done ? "Classify again" : "Classify";
  if (yes) byId("stop").focus();
  else if (document.activeElement === document.body || document.activeElement === byId("stop")) byId("run").focus();
}

function progress(more) {
  show(byId("progress-box"), true);
  byId("progress").max = job.rows.length;
  byId("progress").value = job.done;
  const facts = `${job.done.toLocaleString("en")} of ${count(job.rows.length, "row")}`;
  byId("progress-text").textContent = more === "" ? facts : `${facts} – ${more}`;
}

function list() {
  show(byId("rows"), job.done > 0);
  show(byId("download"), job.done > 0);
  const counts = tally(job.outcomes, job.multiLabel);
  const answered = job.outcomes.filter((outcome) => outcome?.scores).length;
  byId("tally").replaceChildren(
    ...counts
      .slice(0, MOST_LABELS_IN_TALLY)
      .map(([label, rows]) => bar(shown(label), rows / answered, `${count(rows, "row")}, ${percent(rows / answered)}`, true)),
  );
  listPage();
}

function listPage() {
  const pages = Math.ceil(job.done / ROWS_A_PAGE);
  page = Math.max(0, Math.min(page, pages - 1));
  const from = page * ROWS_A_PAGE;
  const to = Math.min(job.done, from + ROWS_A_PAGE);
  const { column, pairColumn } = table();
  const inputs = inputsOf(job.rows.slice(from, to), column, pairColumn);
  byId("table").replaceChildren(...inputs.map((input, i) => row(from + i, input)));
  show(byId("pager"), pages > 1);
  byId("page-facts").textContent = `Rows ${from + 1}–${to} of ${job.done.toLocaleString("en")}`;
  byId("previous").disabled = page === 0;
  byId("next").disabled = page >= pages - 1;
}

function row(index, input) {
  const { scores, error } = job.outcomes[index];
  const given = scores ? verdict(scores, job.multiLabel) : [];
  const labels = given.map((one) => shown(one.label)).join(", ") || "none";
  const cell = (name, ...children) => element("td", { class: name, role: "cell" }, ...children);
  return element(
    "tr",
    { role: "row" },
    cell("number", (index + 1).toLocaleString("en")),
    error === undefined ? cell("given", element("bdi", { translate: "no" }, labels)) : cell("given wrong", error),
    cell("number", given.map((one) => percent(one.score)).join(", ")),
    cell("words", element("bdi", {}, excerpt(input.join(" · "), 300))),
  );
}

function turn(by) {
  page += by;
  listPage();
  byId("scroll").scrollTop = 0;
  byId("scroll").focus();
}

function download() {
  const { names, rows, outcomes, multiLabel, labels } = job;
  const text = write(withOutcomes(names, rows, outcomes, multiLabel, labels));
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const name = `${file.name.replace(/\.[^.]*$/, "")}-classified.csv`;
  const link = element("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
