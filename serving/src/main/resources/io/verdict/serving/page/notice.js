// Messages beside what they are about.

import { byId, element } from "./dom.js";

/**
 * Shows a message instead of the one before.
 *
 * @param {string} id of the element that holds messages
 * @param {"error" | "error away" | "busy" | "info"} kind one that says “away” goes when the server is back
 * @param {string} message
 */
export function notice(id, kind, message) {
  byId(id).replaceChildren(element("p", { class: `notice ${kind}` }, message));
}

/** Takes the message away. */
export function withoutNotice(id) {
  byId(id).replaceChildren();
}
