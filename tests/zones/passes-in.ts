import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { root } from "../../src/tasks/build-site.ts";

/** Rules, store and bookings. */
const folders = ["tests/scheduling", "tests/server/store", "tests/server/bookings"];

/**
 * Left out here: they draw the same cases for minutes, and like all quick tests they run with
 * `tests/support/machine-zone-trap.ts`, where asking for the machine's zone is an error.
 */
const drawn = [
  "tests/scheduling/temporal.test.ts",
  ...["life", "team-life", "team-life-races", "race", "race-with-sync", "team-races"]
    .map((name) => `tests/server/bookings/${name}.test.ts`),
];

/** The tests of rules, store and bookings pass where the machine's clock is in a zone. */
export function passesIn(zone: string): void {
  Deno.test(`tests of rules, store and bookings pass where the machine's clock is in ${zone}`, async () => {
    const all = folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root }));
    for (const path of drawn) assert(all.includes(path), `${path} is not there`);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", "--quiet", ...all.filter((path) => !drawn.includes(path))],
      cwd: root,
      env: { TZ: zone, NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    assert.equal(code, 0, `${text.decode(stdout)}\n${text.decode(stderr)}`);
  });
}
