// Numbers as people read them.

const GROUPED = new Intl.NumberFormat("en");

/**
 * A probability in percent with two decimals. Only what is exactly 0 or 1 reads so.
 *
 * @param {number} score
 */
export function percent(score) {
  if (score > 0 && score < 0.00005) return "< 0.01 %";
  if (score < 1 && score >= 0.99995) return "> 99.99 %";
  return `${(score * 100).toFixed(2)} %`;
}

/** A whole number with its thing: “1 row”, “1,204 rows”. */
export function count(number, singular, plural = `${singular}s`) {
  return `${GROUPED.format(number)} ${number === 1 ? singular : plural}`;
}

/** The start of a text on one line, cut between code points. */
export function excerpt(text, length) {
  const line = text.slice(0, length * 8).replace(/\s+/g, " ").trim();
  const points = Array.from(line);
  return points.length > length ? `${points.slice(0, length - 1).join("")}…` : line;
}
