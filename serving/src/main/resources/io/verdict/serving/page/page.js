// The page of a served model: a text or a file in, labels and probabilities out.

import { byId, show } from "./dom.js";
import * as filePanel from "./file-panel.js";
import * as server from "./server.js";
import * as textPanel from "./text-panel.js";

const NAMES = ["text", "file"];

/** Shows one of the panels. */
function choose(name) {
  for (const one of NAMES) {
    const tab = byId(`tab-${one}`);
    tab.setAttribute("aria-selected", String(one === name));
    tab.tabIndex = one === name ? 0 : -1;
    show(byId(`panel-${one}`), one === name);
  }
}

function startTabs() {
  for (const [i, name] of NAMES.entries()) {
    const tab = byId(`tab-${name}`);
    tab.addEventListener("click", () => choose(name));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: NAMES.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const other = NAMES[(to + NAMES.length) % NAMES.length];
      choose(other);
      byId(`tab-${other}`).focus();
    });
  }
}

/** A file may be dropped anywhere on the page. */
function startDrop() {
  const files = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const over = (by) => {
    depth = by === 0 ? 0 : Math.max(0, depth + by);
    document.body.classList.toggle("dropping", depth > 0);
  };
  document.addEventListener("dragenter", (event) => files(event) && over(1));
  document.addEventListener("dragleave", (event) => files(event) && over(-1));
  document.addEventListener("dragover", (event) => files(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    over(0);
    const [dropped] = event.dataTransfer.files;
    if (dropped) {
      choose("file");
      filePanel.open(dropped);
    }
  });
}

startTabs();
startDrop();
textPanel.start();
filePanel.start();
byId("text").focus();
await server.start();
