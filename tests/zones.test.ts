import assert from "node:assert/strict";
import { existsSync } from "node:fs";

/** What must not depend on where the program runs. */
const folders = ["tests/scheduling", "tests/server/store", "tests/server/bookings"];

/** Drawn lives of teams take minutes; their rules have tests of their own in the same folder. */
const ignored = ["team-life.test.ts", "team-life-races.test.ts"]
  .map((name) => `tests/server/bookings/${name}`);

for (const zone of ["UTC", "America/Sao_Paulo", "Pacific/Chatham"]) {
  Deno.test(`rules and store tests pass where the machine's clock is in ${zone}`, async () => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "-A", "--no-check", "--quiet", `--ignore=${ignored.join()}`],
        ...folders.filter((name) => existsSync(name)),
      ],
      env: { TZ: zone, NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder();
    assert.equal(code, 0, `${text.decode(stdout)}\n${text.decode(stderr)}`);
  });
}
