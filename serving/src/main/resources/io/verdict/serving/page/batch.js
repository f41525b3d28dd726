// Many texts in requests of a size that the server takes, one request after the other.

import { RequestError } from "./api.js";

// A part of what a server takes: progress is seen to move, and others are served in between.
const MOST_TEXTS = 32;
const MOST_BYTES = 200_000;
const MOST_WAITS = 20;

/**
 * How many of the inputs from a position on go into one request: at least one.
 *
 * @param {string[][]} inputs
 * @param {number} from
 * @param {number} mostTexts
 */
export function batchSize(inputs, from, mostTexts) {
  let bytes = 0;
  let size = 0;
  while (from + size < inputs.length && size < mostTexts) {
    // At most three bytes for each UTF-16 character.
    for (const text of inputs[from + size]) bytes += text.length * 3;
    if (size > 0 && bytes > MOST_BYTES) break;
    size++;
  }
  return size;
}

/**
 * Classifies inputs in order. A busy server is waited for; what it refuses in a batch is looked for one by one.
 *
 * @param {object} job
 * @param {string[][]} job.inputs each a text or a pair
 * @param {number} job.from where to begin
 * @param {number} job.mostTexts that the server takes in one request
 * @param {AbortSignal} job.signal
 * @param {(inputs: string[][], signal: AbortSignal) => Promise<object[][]>} job.predict
 * @param {(index: number, outcome: {scores?: object[], error?: string}) => void} job.onOutcome
 * @param {() => void} job.onProgress after each request
 * @param {(seconds: number) => void} job.onWait while the server is busy, 0 when that is over
 * @throws {RequestError} on what a later try may mend; outcomes up to there are told
 */
export async function classifyAll(job) {
  const { inputs, signal } = job;
  const most = Math.max(1, Math.min(MOST_TEXTS, job.mostTexts));
  let position = job.from;
  while (position < inputs.length) {
    const size = batchSize(inputs, position, most);
    await classifyPart(job, position, position + size);
    position += size;
    job.onProgress();
    if (signal.aborted) throw new RequestError("stopped", "Stopped.");
  }
}

async function classifyPart(job, from, to) {
  try {
    const predictions = await patiently(job, job.inputs.slice(from, to));
    predictions.forEach((scores, i) => job.onOutcome(from + i, { scores }));
  } catch (error) {
    if (error.kind !== "refused") throw error;
    if (to - from === 1) {
      job.onOutcome(from, { error: error.message });
      return;
    }
    const middle = (from + to) >> 1;
    await classifyPart(job, from, middle);
    await classifyPart(job, middle, to);
  }
}

async function patiently(job, inputs) {
  for (let waits = 0; ; waits++) {
    try {
      return await job.predict(inputs, job.signal);
    } catch (error) {
      if (error.kind !== "busy" || waits === MOST_WAITS) throw error;
      for (let seconds = Math.ceil(error.retryAfter); seconds > 0; seconds--) {
        job.onWait(seconds);
        await pause(1000, job.signal);
      }
      job.onWait(0);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new RequestError("stopped", "Stopped."));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
