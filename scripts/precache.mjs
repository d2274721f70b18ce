// Tells the service worker which files belong to this build, each with the hash of its content.
//   node scripts/precache.mjs [folder]
// Trunk calls it when the folder is made and nothing in it changes any more. PRECACHE=off leaves the worker as it is in
// public/, which keeps nothing: while someone works on the application, every reload shows what was built last.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const WORKER = "sw.js";
// The compressed copies are sent in place of the files themselves and are no files of their own.
const LEFT_OUT = /\.(br|map)$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const folder = process.argv[2] ?? process.env.TRUNK_STAGING_DIR;
if (!folder) {
  console.error("Say which folder: node scripts/precache.mjs dist");
  process.exit(2);
}

if (process.env.PRECACHE !== "off") {
  const kept = {};
  for (const path of [...files(folder)].sort()) {
    const name = relative(folder, path).split(sep).join("/");
    if (name === WORKER || LEFT_OUT.test(name)) continue;
    const hash = createHash("sha256").update(readFileSync(path)).digest("base64");
    // The page has many addresses and is kept under the first.
    kept[name === "index.html" ? "/" : `/${name}`] = `sha256-${hash}`;
  }
  const worker = readFileSync(join(folder, WORKER), "utf8");
  const list = JSON.stringify(kept);
  // A worker that was changed itself is another build too.
  const itself = worker.replace(/^const (BUILD|FILES) = .*$/gm, "");
  const build = createHash("sha256").update(itself).update(list).digest("hex").slice(0, 16);
  const written = worker
    .replace(/^const BUILD = .*$/m, `const BUILD = '${build}';`)
    .replace(/^const FILES = .*$/m, `const FILES = ${list};`);
  if (!written.includes(build) || !written.includes(list)) {
    console.error(`${WORKER} has no lines for BUILD and FILES`);
    process.exit(1);
  }
  writeFileSync(join(folder, WORKER), written);
}
