// The texts of this tab with their results, the latest first.

const STORE = "verdict.history";
const MOST = 50;
// What is kept besides, so that a reload of the page keeps the history: texts beyond are kept by the page alone.
const MOST_STORED = 1_000_000;

/**
 * @typedef {object} Entry
 * @property {string} text
 * @property {string} pair empty for none
 * @property {string} model
 * @property {boolean} multiLabel
 * @property {{label: string, score: number}[]} scores
 */

/** The history, kept in the session's storage as far as there is room. */
export class History {
  /** @param {Storage | undefined} storage */
  constructor(storage) {
    this.storage = storage;
    this.entries = this.#read();
  }

  /** Puts an entry first; an older one of the same texts and model goes. */
  add(entry) {
    const others = this.entries.filter(
      (one) => one.text !== entry.text || one.pair !== entry.pair || one.model !== entry.model,
    );
    this.entries = [entry, ...others].slice(0, MOST);
    this.#write();
  }

  clear() {
    this.entries = [];
    this.#write();
  }

  #read() {
    try {
      const entries = JSON.parse(this.storage?.getItem(STORE) ?? "[]");
      return Array.isArray(entries) ? entries.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  #write() {
    let size = 0;
    const kept = this.entries.filter((one) => {
      size += one.text.length + one.pair.length + one.scores.length * 40;
      return size <= MOST_STORED;
    });
    try {
      this.storage?.setItem(STORE, JSON.stringify(kept));
    } catch {
      // No storage, or it is full: the page's own list stays.
    }
  }
}

function isEntry(one) {
  return (
    typeof one?.text === "string" &&
    typeof one.pair === "string" &&
    typeof one.model === "string" &&
    typeof one.multiLabel === "boolean" &&
    Array.isArray(one.scores) &&
    one.scores.length > 0 &&
    one.scores.every((score) => typeof score?.label === "string" && typeof score.score === "number")
  );
}
