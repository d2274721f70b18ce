// Makes style/inter.woff2 from the typeface in node_modules: the characters, weights and features that our pages use.
// Trunk runs it before every build. The whole file would be a sixth of what a first visit may load.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const source = require.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
const target = join(here, "inter.woff2");
const stamp = join(here, ".inter-made-from");

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join("");
// All of Latin-1, because names are of every country; letters beyond it stand in no file of this typeface's latin part,
// and the browser takes them from the next one in the list.
const CHARACTERS = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}‐‑‒–—‘’‚“”„•…€−←↑→↓Œœ`;
// `tnum` are the figures of equal width in tables.
const FEATURES = ["ccmp", "kern", "locl", "mark", "tnum"];
// style/parts uses 400 to 650.
const WEIGHTS = { min: 400, max: 700 };
// The copyright and where its licence (OFL 1.1) stands: what the licence asks to stay in the file.
const COPYRIGHT_AND_LICENCE = [0, 13, 14];

const wanted = JSON.stringify([
  require("@fontsource-variable/inter/package.json").version,
  require("subset-font/package.json").version,
  CHARACTERS,
  FEATURES,
  WEIGHTS,
]);
if (!existsSync(target) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const font = await subsetFont(readFileSync(source), CHARACTERS, {
    targetFormat: "woff2",
    keepFeatures: FEATURES,
    variationAxes: { wght: WEIGHTS },
    preserveNameIds: COPYRIGHT_AND_LICENCE,
  });
  writeFileSync(target, font);
  writeFileSync(stamp, wanted);
}
