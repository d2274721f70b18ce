// Puts the look together: style/theme.css = our tokens + the parts of the design system that we use + style/parts.
// Trunk runs it before every build; the tokens are generated again only when their configuration has changed.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const tokens = join(root, "design-tokens");
const packages = join(root, "node_modules", "@digdir");
const config = join(here, "designsystemet.config.json");
// Only what a page of ours uses: the whole of it would be a third of what a first visit may load.
const DESIGN_SYSTEM = ["base", "button", "input", "link"];

function fail(text) {
  console.error(`style/theme.mjs: ${text}`);
  process.exit(1);
}

function theme() {
  const stamp = join(tokens, ".made-from");
  const generator = join(packages, "designsystemet");
  const { bin, version } = JSON.parse(readFileSync(join(generator, "package.json"), "utf8"));
  const wanted = readFileSync(config, "utf8") + version;
  const css = join(tokens, "css", "jara.css");
  if (existsSync(css) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return readFileSync(css, "utf8");
  const cli = join(generator, bin);
  const run = (...args) => execFileSync(process.execPath, [cli, "tokens", ...args, "--config", config], { cwd: root, stdio: "pipe" });
  try {
    run("create", "--clean", "--out-dir", tokens);
    run("build", "--clean", "--tokens", tokens, "--out-dir", join(tokens, "css"));
  } catch (error) {
    fail(`the tokens could not be generated\n${error.stdout ?? ""}${error.stderr ?? error}`);
  }
  mkdirSync(tokens, { recursive: true });
  writeFileSync(stamp, wanted);
  return readFileSync(css, "utf8");
}

const system = join(packages, "designsystemet-css", "dist", "src");
if (!existsSync(system)) fail("the design system is not installed: run `npm ci`");
// Paper is white: what is dark on the screen is printed in the light colours.
const light_on_paper = (css) =>
  css
    .replace(/\[data-color-scheme="dark"\] \{[^}]*\}/g, "@media screen {\n$&\n}")
    .replaceAll("@media (prefers-color-scheme: dark)", "@media screen and (prefers-color-scheme: dark)");
const parts = readdirSync(join(here, "parts")).filter((name) => name.endsWith(".css")).sort();
const css = [
  "@layer ds.theme, ds.base, ds.components, jara;",
  light_on_paper(theme().replace('@charset "UTF-8";', "")),
  ...DESIGN_SYSTEM.map((name) => `@layer ${name === "base" ? "ds.base" : "ds.components"} {\n${readFileSync(join(system, `${name}.css`), "utf8")}}`),
  ...parts.map((name) => `@layer jara {\n${light_on_paper(readFileSync(join(here, "parts", name), "utf8"))}}`),
]
  .join("\n")
  // Comments and indentation are for us, not for the wire.
  .replace(/\/\*[\s\S]*?\*\//g, "")
  .replace(/\n\s*/g, "\n");

const target = join(here, "theme.css");
// Written only when it differs, so that a watching build does not see a change that is none.
if (!existsSync(target) || readFileSync(target, "utf8") !== css) writeFileSync(target, css);
