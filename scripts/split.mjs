// Cuts the program into what a first visit needs and the pages that come later (src/pages/late.rs).
//   node scripts/split.mjs <linked.wasm> <dist> <work folder>
// Trunk knows no parts. So this takes what cargo has linked, makes the parts, and puts them in the place of the one
// program that Trunk has put into <dist>. wasm-split-cli, wasm-bindgen and wasm-opt are found on PATH.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "jara-netbusiness";
const LINK = "__wasm_split.js";
const FEATURES = ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "reference-types", "multivalue"];

const [linked, dist, work] = process.argv.slice(2);
if (!work) {
  console.error("Say what to cut and where: node scripts/split.mjs <linked.wasm> <dist> <work folder>");
  process.exit(2);
}

// Names of functions are dropped here, so it is no matter that wasm-opt knows not all of their section.
const IDLE = /^warning: unknown name subsection/;
const run = (command, ...args) => {
  const { status, stderr, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", maxBuffer: 2 ** 26 });
  for (const line of (stderr ?? "").split("\n")) if (line && !IDLE.test(line)) console.error(line);
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
};
const hash = (algorithm, bytes, encoding) => createHash(algorithm).update(bytes).digest(encoding);

const cut = join(work, "cut");
const bound = join(work, "bound");
const small = join(work, "small");
for (const folder of [cut, bound, small]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

run("wasm-split-cli", linked, cut, "--target", "web", "--out-name", NAME);
run("wasm-bindgen", join(cut, `${NAME}.wasm`), "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", bound, "--out-name", NAME);

// -Os and not -Oz: what is left is a little more to store and less to send, because it compresses better.
const shrink = (from, name) =>
  run("wasm-opt", from, "-o", join(small, name), "-Os", "--strip-debug", "--strip-producers", ...FEATURES.map((feature) => `--enable-${feature}`));
shrink(join(bound, `${NAME}_bg.wasm`), `${NAME}_bg.wasm`);
for (const name of readdirSync(cut)) if (name.endsWith(".wasm") && name !== `${NAME}.wasm`) shrink(join(cut, name), name);

// The scripts know the parts and each other by name, so all carry the hash of the whole.
const parts = readdirSync(small).sort();
const scripts = { [`${NAME}.js`]: readFileSync(join(bound, `${NAME}.js`), "utf8"), [LINK]: readFileSync(join(cut, LINK), "utf8") };
const whole = createHash("sha256");
for (const name of parts) whole.update(readFileSync(join(small, name)));
for (const text of Object.values(scripts)) whole.update(text);
// How they are named and joined is decided here.
whole.update(readFileSync(new URL(import.meta.url)));
const build = whole.digest("hex").slice(0, 16);
const named = (name) => {
  const at = name.lastIndexOf(".");
  // As Trunk names them: `name-hash_bg.wasm`.
  const stem = name.slice(0, at);
  return stem.endsWith("_bg") ? `${stem.slice(0, -3)}-${build}_bg${name.slice(at)}` : `${stem}-${build}${name.slice(at)}`;
};

const page = join(dist, "index.html");
let html = readFileSync(page, "utf8");
const before = html.match(/\/(jara-netbusiness-[0-9a-f]+)_bg\.wasm/)?.[1];
if (!before) throw new Error(`${page} starts no program`);

const integrity = (bytes) => `sha384-${hash("sha384", bytes, "base64")}`;
const put = (name, bytes) => writeFileSync(join(dist, named(name)), bytes);
const written = {};
for (const [name, text] of Object.entries(scripts)) {
  // Where a file is named, and not where the program calls its imports by the same words.
  const renamed = text.replace(/(from |new URL\()(["'])\.\/([^"']+)\2/g, (all, before, quote, other) =>
    parts.includes(other) || other in scripts ? `${before}${quote}./${named(other)}${quote}` : all,
  );
  written[name] = renamed;
  put(name, renamed);
}
for (const name of parts) put(name, readFileSync(join(small, name)));

// The page starts the new files, with their own hashes; the link between the parts is fetched along with the program.
const replaced = [`${before}_bg.wasm`, `${before}.js`];
for (const [old, bytes] of [
  [replaced[0], readFileSync(join(small, `${NAME}_bg.wasm`))],
  [replaced[1], written[`${NAME}.js`]],
]) {
  const known = integrity(readFileSync(join(dist, old)));
  if (!html.includes(known)) throw new Error(`${page} does not know ${old} by its hash`);
  html = html.replaceAll(known, integrity(bytes));
}
const preload = `<link rel="modulepreload" href="/${named(LINK)}" crossorigin="anonymous" integrity="${integrity(written[LINK])}">`;
html = html.replace("</head>", `${preload}</head>`).replaceAll(before, `${NAME}-${build}`);
writeFileSync(page, html);
for (const name of replaced) rmSync(join(dist, name), { force: true });
