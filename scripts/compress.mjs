// Compresses what the browser loads, and reports it against the target.
//   node scripts/compress.mjs dist [--write] [--report]
// --write puts `<file>.br` beside each file that gains by it; the server sends that copy.
// --report prints the compressed size of what a first visit loads.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TARGET_KB = 300;
const COMPRESSIBLE = new Set([".wasm", ".js", ".css", ".html", ".json", ".svg", ".txt", ".tsv", ".csv", ".webmanifest", ".ico"]);
// Logging in and filling in an order load none of these: pictures of the installed application, and the pages of
// src/pages/late.rs with what they share. The service worker fetches them when the first page stands.
const LATER = /(^|\/)((icon|apple-touch|maskable|screenshot)[^/]*\.png|(split|chunk)_[^/]*\.wasm)$|\.map$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (!path.endsWith(".br")) yield path;
  }
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

const [folder, ...options] = process.argv.slice(2);
if (!folder) {
  console.error("Say which folder to compress: node scripts/compress.mjs dist [--write] [--report]");
  process.exit(2);
}

const rows = [];
const later = [];
for (const path of files(folder)) {
  const raw = statSync(path).size;
  let sent = raw;
  if (COMPRESSIBLE.has(extname(path))) {
    const copy = `${path}.br`;
    if (options.includes("--write")) {
      const small = brotli(readFileSync(path));
      if (small.length < raw) writeFileSync(copy, small);
    }
    sent = Math.min(raw, statSync(copy, { throwIfNoEntry: false })?.size ?? raw);
  }
  (LATER.test(path) ? later : rows).push({ name: relative(folder, path), raw, sent });
}

if (options.includes("--report")) {
  rows.sort((a, b) => b.sent - a.sent);
  console.log("\n  What a first visit loads          KB    brotli, KB");
  for (const { name, raw, sent } of rows) console.log(`  ${name.slice(0, 28).padEnd(28)}${kb(raw)}    ${kb(sent)}`);
  const total = rows.reduce((sum, { sent }) => sum + sent, 0);
  const verdict = total <= TARGET_KB * 1000 ? "within" : "OVER";
  console.log(`  ${"Total".padEnd(28)}${kb(rows.reduce((sum, { raw }) => sum + raw, 0))}    ${kb(total)}   ${verdict} the target of ${TARGET_KB} KB`);
  console.log(`  ${"Later, in the background".padEnd(28)}${kb(later.reduce((sum, { raw }) => sum + raw, 0))}    ${kb(later.reduce((sum, { sent }) => sum + sent, 0))}\n`);
}
