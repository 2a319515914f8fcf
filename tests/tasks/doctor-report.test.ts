import assert from "node:assert/strict";
import { doctorOptions } from "../../src/tasks/doctor/options.ts";
import { jsonReport, textReport } from "../../src/tasks/doctor/report.ts";
import { product, version } from "$lib/product.ts";
import type { Finding } from "../../src/tasks/doctor/findings.ts";

const findings: Finding[] = [
  { tone: "good", about: "Secret", text: "It is correct." },
  { tone: "note", about: "Address", text: "It isn’t encrypted.", hint: "Use https." },
  { tone: "bad", about: "Files", text: "Others can read /x.", hint: "Run: chmod 600 /x" },
];
const holder = { pid: 7, address: "http://localhost:8000" };

Deno.test("textReport: what must be fixed comes first, each with what to do, and a summary ends it", () => {
  assert.equal(
    textReport({ holder, findings }),
    `${product} ${version}
Running as process 7 at http://localhost:8000.

Must be fixed
  Files: Others can read /x.
    → Run: chmod 600 /x

Worth knowing
  Address: It isn’t encrypted.
    → Use https.

In order
  Secret: It is correct.

1 to be fixed, 1 worth knowing, 1 in order.`,
  );
  const [good] = findings;
  assert.match(
    textReport({ holder: null, findings: [good!] }),
    /\nNot running\.\n\nIn order\n.*\n\nNothing must be fixed, 0 worth knowing, 1 in order\.$/,
  );
});

Deno.test("jsonReport is ok only while nothing must be fixed", () => {
  const report = jsonReport({ holder, findings });
  assert.deepEqual([report.ok, report.counts], [false, { bad: 1, note: 1, good: 1 }]);
  assert.equal(jsonReport({ holder: null, findings: findings.slice(0, 2) }).ok, true);
});

Deno.test("doctorOptions refuses what it does not know", () => {
  assert.deepEqual(doctorOptions([]), { asJson: false, watches: false, times: 1 });
  assert.equal(doctorOptions(["--json"])?.asJson, true);
  assert.deepEqual(doctorOptions(["--watch"])?.times, Infinity);
  assert.deepEqual(doctorOptions(["--watch", "--times", "3"])?.times, 3);
  for (
    const args of [["-v"], ["--json", "x"], ["--watch", "--times"], ["--watch", "--times", "0"]]
  ) {
    assert.equal(doctorOptions(args), null, args.join(" "));
  }
});
