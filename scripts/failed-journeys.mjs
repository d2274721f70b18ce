// Says of each end-to-end test that failed where it stopped and why, from Playwright's report.
//   node scripts/failed-journeys.mjs <report.json>

import { readFileSync } from "node:fs";

const LINES = 14;
const report = JSON.parse(readFileSync(process.argv[2], "utf8"));

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");
const short = (text) => plain(text).split("\n").filter((line) => line.trim() !== "").slice(0, LINES).map((line) => `    ${line.slice(0, 300)}`);

function* failed(suite) {
  for (const inner of suite.suites ?? []) yield* failed(inner);
  for (const spec of suite.specs ?? []) if (!spec.ok) yield spec;
}

for (const suite of report.suites) {
  for (const spec of failed(suite)) {
    console.log(`  ${spec.file}:${spec.line} ${spec.title}`);
    for (const result of spec.tests.flatMap((test) => test.results)) {
      for (const error of result.errors) {
        const at = error.location ? `    at ${error.location.file.split("/").pop()}:${error.location.line}` : "";
        console.log([...short(error.message ?? ""), at].join("\n"));
      }
    }
  }
}
for (const error of report.errors ?? []) console.log(short(error.message ?? "").join("\n"));
