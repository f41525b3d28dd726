// Tables of separated values, by RFC 4180: fields in quotes may hold separators, line breaks and doubled quotes.

const SEPARATORS = [",", ";", "\t"];

/** A table that cannot be read; its message is complete for the user. */
export class TableError extends Error {}

/**
 * The text of a file's bytes: UTF-8, or UTF-16 if it starts with that byte order mark. The mark is not part of the text.
 *
 * @param {ArrayBuffer | Uint8Array} bytes
 * @throws {TableError} if it is neither
 */
export function decode(bytes) {
  const start = new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, Math.min(2, bytes.byteLength));
  let encoding = "utf-8";
  if (start[0] === 0xff && start[1] === 0xfe) encoding = "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) encoding = "utf-16be";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new TableError(`The file is not valid ${encoding.toUpperCase()}. Save it as “CSV UTF-8” and choose it again.`);
  }
}

/**
 * The separator of a table: of comma, semicolon and tab the one that is most often in the first record outside quotes.
 *
 * @param {string} text
 */
export function separatorOf(text) {
  const counts = new Map(SEPARATORS.map((separator) => [separator, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character) + 1);
  }
  return SEPARATORS.reduce((best, one) => (counts.get(one) > counts.get(best) ? one : best));
}

/**
 * The records of a table. Lines end with LF, CRLF or CR; empty lines between records are left out.
 *
 * @param {string} text
 * @param {string} separator one character
 * @returns {string[][]} all of the same length
 * @throws {TableError} if a quote is not closed, text follows a closing quote, or a record is longer or shorter than
 *     the first
 */
export function parse(text, separator = separatorOf(text)) {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const records = [];
  let record = [];
  let position = 0;
  let line = 1;
  let recordLine = 1;

  const endRecord = () => {
    const empty = record.length === 1 && record[0].value === "" && !record[0].quoted;
    if (!empty) {
      const width = records.length === 0 ? record.length : records[0].length;
      if (record.length !== width) {
        throw new TableError(
          `Line ${recordLine} has ${fields(record.length)}, the first line has ${width}. ` +
            `Put fields with “${separator === "\t" ? "tab" : separator}” in them between double quotes.`,
        );
      }
      records.push(record.map((field) => field.value));
    }
    record = [];
  };

  while (position < source.length) {
    if (source[position] === '"') {
      const [value, end] = quotedField(source, position, line);
      line += lineBreaks(source.slice(position, end));
      record.push({ value, quoted: true });
      position = end;
      if (position < source.length && source[position] !== separator && !isBreak(source[position])) {
        throw new TableError(
          `Line ${line} has “${source[position]}” after a closing quote. Double the quotes inside a quoted field ("").`,
        );
      }
    } else {
      let end = position;
      while (end < source.length && source[end] !== separator && !isBreak(source[end])) end++;
      record.push({ value: source.slice(position, end), quoted: false });
      position = end;
    }
    if (position < source.length && source[position] === separator) {
      position++;
      // A separator at the very end stands before one more, empty field.
      if (position === source.length) record.push({ value: "", quoted: false });
    } else if (position < source.length) {
      position += source.startsWith("\r\n", position) ? 2 : 1;
      line++;
      endRecord();
      recordLine = line;
    }
  }
  if (record.length > 0) endRecord();
  return records;
}

/**
 * A table as text: commas, CRLF, quotes where a field needs them.
 *
 * @param {string[][]} records
 */
export function write(records) {
  return records.map((record) => record.map(field).join(",") + "\r\n").join("");
}

function field(value) {
  const risky = /[",\r\n]/.test(value) || /^\s|\s$/.test(value) || value === "";
  return risky ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The value of a quoted field, and the position after its closing quote. */
function quotedField(source, start, line) {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) {
      throw new TableError(`The quote opened in line ${line} is never closed.`);
    }
    value += source.slice(from, quote);
    if (source[quote + 1] !== '"') return [value, quote + 1];
    value += '"';
    from = quote + 2;
  }
}

function isBreak(character) {
  return character === "\n" || character === "\r";
}

function lineBreaks(text) {
  return (text.match(/\r\n|\r|\n/g) ?? []).length;
}

function fields(count) {
  return count === 1 ? "1 field" : `${count} fields`;
}
