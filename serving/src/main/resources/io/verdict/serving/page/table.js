// A file's rows with their outcomes: what is shown of them, and the table that is downloaded.

import { verdict } from "./result.js";

/**
 * The texts of a table.
 *
 * @param {string[][]} rows without the names
 * @param {number} column
 * @param {number} pairColumn -1 for none
 */
export function inputsOf(rows, column, pairColumn) {
  return rows.map((row) => (pairColumn < 0 ? [row[column]] : [row[column], row[pairColumn]]));
}

/** The columns' names: the first row, or numbers. */
export function namesOf(records, hasHeader) {
  const first = records[0] ?? [];
  return first.map((name, i) => (hasHeader && name.trim() !== "" ? name : `column ${i + 1}`));
}

/** The column that most likely has the texts: one with such a name, or that with the longest fields. */
export function textColumn(names, rows) {
  const named = names.findIndex((name) => /^(text|sentence|sentence1|body|message|review|content|input)$/i.test(name.trim()));
  if (named >= 0) return named;
  const some = rows.slice(0, 50);
  const lengths = names.map((_, i) => some.reduce((sum, row) => sum + row[i].length, 0));
  return Math.max(0, lengths.indexOf(Math.max(...lengths)));
}

/**
 * How many rows have each label, the most frequent first.
 *
 * @param {({scores?: object[]} | undefined)[]} outcomes
 * @param {boolean} multiLabel
 * @returns {[string, number][]}
 */
export function tally(outcomes, multiLabel) {
  const counts = new Map();
  for (const outcome of outcomes) {
    for (const { label } of outcome?.scores ? verdict(outcome.scores, multiLabel) : []) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}

/**
 * The rows with their labels and probabilities as records; the names stand first. Rows without an outcome stay empty
 * there, and a column with errors comes last if there are any.
 *
 * @param {string[]} names
 * @param {string[][]} rows
 * @param {({scores?: {label: string, score: number}[], error?: string} | undefined)[]} outcomes
 * @param {boolean} multiLabel
 * @param {string[]} order of the labels' columns
 */
export function withOutcomes(names, rows, outcomes, multiLabel, order) {
  const labels = labelsOf(outcomes, order);
  const errors = outcomes.some((outcome) => outcome?.error !== undefined);
  const header = [...names];
  const add = (name) => {
    let free = header.includes(name) ? `predicted ${name}` : name;
    for (let i = 2; header.includes(free); i++) free = `predicted ${name} ${i}`;
    header.push(free);
  };
  add("label");
  labels.forEach((label) => add(`probability ${label}`));
  if (errors) add("error");
  const body = rows.map((row, i) => {
    const scores = outcomes[i]?.scores ?? [];
    const byLabel = new Map(scores.map((one) => [one.label, String(one.score)]));
    const given = scores.length === 0 ? "" : verdict(scores, multiLabel).map((one) => one.label).join(",");
    const last = errors ? [outcomes[i]?.error ?? ""] : [];
    return [...row, given, ...labels.map((label) => byLabel.get(label) ?? ""), ...last];
  });
  return [header, ...body];
}

function labelsOf(outcomes, order) {
  const labels = new Set();
  for (const outcome of outcomes) outcome?.scores?.forEach((one) => labels.add(one.label));
  const known = order.filter((label) => labels.has(label));
  return [...known, ...[...labels].filter((label) => !known.includes(label)).sort()];
}
