// What the model says of one text: the label, and the probabilities of all labels as bars.

import { element } from "./dom.js";
import { count, percent } from "./format.js";

// Longer lists of labels open on demand.
const SHOWN_AT_FIRST = 12;
export const THRESHOLD = 0.5;

/**
 * The labels that the model gives: the most likely one, or all at the threshold or above.
 *
 * @param {{label: string, score: number}[]} scores the most likely first
 * @param {boolean} multiLabel
 */
export function verdict(scores, multiLabel) {
  return multiLabel ? scores.filter((one) => one.score >= THRESHOLD) : scores.slice(0, 1);
}

/** The result as one sentence, for those who listen. */
export function sentence(scores, multiLabel) {
  const given = verdict(scores, multiLabel);
  return given.length === 0
    ? `No label reaches ${THRESHOLD * 100} %. The most likely is ${named(scores[0])}.`
    : `${given.map(named).join(", ")}.`;
}

/**
 * The result as elements.
 *
 * @param {{label: string, score: number}[]} scores the most likely first
 * @param {boolean} multiLabel
 * @param {string} note what there is to say below, may be empty
 */
export function resultView(scores, multiLabel, note) {
  const given = verdict(scores, multiLabel);
  const view = document.createDocumentFragment();
  if (given.length === 0) {
    view.append(element("p", { class: "label none" }, `No label reaches ${THRESHOLD * 100} %`));
  } else if (multiLabel) {
    const chips = given.map((one) => element("li", { translate: "no" }, element("bdi", {}, shown(one.label))));
    view.append(element("ul", { class: "chips", "aria-label": "Labels" }, ...chips));
  } else {
    view.append(
      element(
        "p",
        { class: "label" },
        element("bdi", { translate: "no" }, shown(given[0].label)),
        element("span", { class: "share" }, percent(given[0].score)),
      ),
    );
  }
  view.append(bars(scores, given, multiLabel));
  if (multiLabel) {
    view.append(element("p", { class: "hint" }, `Each label is decided by itself; the line is at ${THRESHOLD * 100} %.`));
  }
  if (note !== "") view.append(element("p", { class: "hint" }, note));
  return view;
}

/** A bar with its label and number. */
export function bar(label, share, number, strong) {
  const fill = element("span", { class: "fill" });
  // Set on the object: the page's policy allows no style in markup.
  fill.style.width = `${share * 100}%`;
  return element(
    "li",
    { class: strong ? "strong" : "" },
    element("bdi", { class: "of", translate: "no" }, label),
    element("span", { class: "amount" }, number),
    element("span", { class: "track", "aria-hidden": "true" }, fill),
  );
}

function bars(scores, given, multiLabel) {
  const strong = new Set(given);
  const rows = scores.map((one) => bar(shown(one.label), one.score, percent(one.score), strong.has(one)));
  const list = element("ol", { class: `bars${multiLabel ? " threshold" : ""}`, "aria-label": "Probabilities" });
  const first = Math.max(SHOWN_AT_FIRST, given.length);
  // Hiding one or two labels saves no room.
  if (rows.length <= first + 2) {
    list.append(...rows);
    return list;
  }
  list.append(...rows.slice(0, first));
  const more = element("button", { type: "button", class: "small", click: open }, `All ${count(rows.length, "label")}`);
  function open() {
    rows[first].tabIndex = -1;
    list.append(...rows.slice(first));
    more.remove();
    rows[first].focus();
  }
  return element("div", {}, list, more);
}

function named(one) {
  return `${shown(one.label)}, ${percent(one.score)}`;
}

/** A label that is empty or blank can be seen, too. */
export function shown(label) {
  return label.trim() === "" ? `“${label}”` : label;
}
