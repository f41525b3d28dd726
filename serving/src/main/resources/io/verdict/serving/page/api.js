// The server, as the page sees it: what it serves, and labels for texts.

const KEY = "verdict.key";
const LONGEST_WAIT = 120_000;

/** A request that got no predictions. The message is complete for the user. */
export class RequestError extends Error {
  /**
   * @param {"away" | "busy" | "key" | "refused" | "failed" | "stopped"} kind
   * @param {string} message
   * @param {number} retryAfter seconds, for busy
   */
  constructor(kind, message, retryAfter = 0) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

let key = stored();

/** Whether requests carry a key. */
export function hasKey() {
  return key !== "";
}

/** Keeps the key for this tab, until it is closed. */
export function useKey(value) {
  key = value;
  try {
    if (value === "") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, value);
  } catch {
    // Without storage the key lives as long as the page.
  }
}

/** The model and the limits, as /info has them. */
export function info() {
  return request("/info", {}, undefined);
}

/**
 * All labels with their scores for each text, the most likely first.
 *
 * @param {[string] | [string, string][]} inputs each a text or a pair
 * @param {AbortSignal} signal
 * @returns {Promise<{label: string, score: number}[][]>}
 * @throws {RequestError}
 */
export async function predict(inputs, signal) {
  const answer = await post({ inputs }, signal);
  if (!Array.isArray(answer) || answer.length !== inputs.length || !answer.every(areScores)) {
    throw new RequestError("failed", "The server's answer is not a list of scores for each text.");
  }
  return answer;
}

/**
 * Sends a body to /predict.
 *
 * @throws {RequestError}
 */
export function post(body, signal) {
  const options = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return request("/predict", options, signal);
}

/** Whether that is a list of labels with scores. */
export function areScores(value) {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one?.label === "string" && typeof one?.score === "number")
  );
}

async function request(path, options, signal) {
  const timeout = AbortSignal.timeout(LONGEST_WAIT);
  const headers = { ...options.headers, ...(key === "" ? {} : { authorization: `Bearer ${key}` }) };
  let response;
  let text;
  try {
    response = await fetch(path, {
      ...options,
      headers,
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    text = await response.text();
  } catch {
    if (signal?.aborted) throw new RequestError("stopped", "Stopped.");
    if (timeout.aborted) {
      throw new RequestError("away", `The server gave no answer within ${LONGEST_WAIT / 1000} seconds.`);
    }
    throw new RequestError(
      "away",
      `The server at ${location.host} cannot be reached. Check that it is running and that this computer is connected.`,
    );
  }
  if (!response.ok) throw refusal(response, text);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("failed", "The server's answer is not JSON.");
  }
}

function refusal(response, text) {
  const said = reason(text);
  switch (response.status) {
    case 401:
    case 403:
      return new RequestError(
        "key",
        hasKey() ? "The server does not accept this API key." : "The server asks for an API key.",
      );
    case 429: {
      const seconds = Number(response.headers.get("retry-after")) || 1;
      return new RequestError("busy", "The server is busy: more is asked of it than it can answer.", seconds);
    }
    case 503:
      return new RequestError("away", said || "The server is starting or stopping. Try again in a moment.");
    case 504:
      return new RequestError("failed", "The server did not get to this request in time. Try again in a moment.");
    default:
      return response.status < 500
        ? new RequestError("refused", said || `The server refused the request (status ${response.status}).`)
        : new RequestError("failed", said || `The server failed (status ${response.status}). Its log says why.`);
  }
}

/** What the server says in its error, as a sentence. */
function reason(text) {
  try {
    const { error } = JSON.parse(text);
    return typeof error === "string" && error !== "" ? error.replace(/([^.!?])$/, "$1.") : "";
  } catch {
    return "";
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
