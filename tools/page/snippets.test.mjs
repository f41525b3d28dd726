// What the page shows to copy, run by a shell and by Java: the server must get exactly the text.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startMock } from "./mock-server.mjs";
import { pageModule } from "./page-files.mjs";

const run = promisify(execFile);
const { curl, java, json, requestBody, KEY_VARIABLE } = await pageModule("snippets.js");
const missing = (command) => (spawnSync(command, ["--version"]).error ? `${command} is not there` : false);

const TEXTS = {
  plain: "You win a prize",
  quotes: `it's "quoted" \\ 'twice' \\" \\\\`,
  shell: "$HOME `id` $(id) !! %s {} * ? ~ # ; & | < > \\n",
  lines: "one\ntwo\r\nthree\ttab\n",
  scripts: "Grüße, 你好, привет, שלום, 😀👩‍👩‍👧",
  invisible: "zero\u200bwidth \u202eright\u202c \u00a0 \ufeff \u2028 \u0000 \u001b[31m \u0085",
  markup: "<script>alert('x')</script> &amp; END",
  escapes: "\\u0041 \\\\u0041 \\u{41} \\N",
  "a heredoc's end": "x\nEND\ny",
};
let mock;

before(async () => {
  mock = await startMock({ labels: ["ham", "spam"] });
});
after(() => mock.close());

async function received(command, args, env = {}) {
  mock.bodies.length = 0;
  mock.authorizations.length = 0;
  const { stdout } = await run(command, args, { env: { ...process.env, ...env }, maxBuffer: 1e8 });
  assert.equal(mock.bodies.length, 1);
  assert.match(stdout, /"label":/);
  return JSON.parse(mock.bodies[0]);
}

for (const [name, text] of Object.entries(TEXTS)) {
  test(`curl: ${name}`, { skip: missing("curl") }, async () => {
    for (const pair of ["", `${text} 'again'`]) {
      const body = requestBody(text, pair);
      for (const shell of ["bash", "sh"]) {
        assert.deepEqual(await received(shell, ["-c", curl(`${mock.url}predict`, body, false)]), body);
      }
    }
  });
}

test("curl: a text longer than an argument may be", { skip: missing("curl") }, async () => {
  const body = requestBody("it's a \"line\"\n$x `y` ä\n".repeat(20_000), "");
  const folder = mkdtempSync(join(tmpdir(), "verdict-curl-"));
  try {
    writeFileSync(join(folder, "run.sh"), curl(`${mock.url}predict`, body, false));
    assert.deepEqual(await received("bash", [join(folder, "run.sh")]), body);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("curl: the key comes from the environment", { skip: missing("curl") }, async () => {
  const command = curl(`${mock.url}predict`, requestBody("x", ""), true);
  await received("bash", ["-c", command], { [KEY_VARIABLE]: "secret-1" });
  assert.equal(mock.authorizations[0], "Bearer secret-1");
});

test("Java: all texts, and one longer than a constant may be", { skip: missing("java") }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "verdict-java-"));
  try {
    for (const text of [Object.values(TEXTS).join("\n"), "😀\\ \"ä\"\n".repeat(20_000)]) {
      const body = requestBody(text, "it's \"a\" pair");
      writeFileSync(join(folder, "Classify.java"), java(`${mock.url}predict`, body, true));
      const args = ["-Dfile.encoding=UTF-8", join(folder, "Classify.java")];
      assert.deepEqual(await received("java", args, { [KEY_VARIABLE]: "secret-2" }), body);
      assert.equal(mock.authorizations[0], "Bearer secret-2");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what cannot be seen is written as an escape, and reads the same", () => {
  const text = "a\u200b\u202e\ufeff\u007f\u2028\ud800b";
  const shown = json({ inputs: text });
  assert.match(shown, /^[\x20-\x7e]+$/);
  assert.deepEqual(JSON.parse(shown), { inputs: text });
});
