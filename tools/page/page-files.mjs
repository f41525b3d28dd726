// Where the page's files are, and its modules for tests without a browser.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const FOLDER = fileURLToPath(
  new URL("../../serving/src/main/resources/io/verdict/serving/page/", import.meta.url),
);

/** Imports one of the page's modules: from a copy that says that it is made of modules. */
export async function pageModule(name) {
  const copy = mkdtempSync(join(tmpdir(), "verdict-page-"));
  try {
    cpSync(FOLDER, copy, { recursive: true });
    writeFileSync(join(copy, "package.json"), '{"type": "module"}');
    return await import(pathToFileURL(join(copy, name)));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
