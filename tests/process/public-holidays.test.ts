import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";
import { environmentFor } from "../../src/tasks/permissions.ts";

/** Public holidays by a program that is started on a machine of this zone. */
async function holidaysOn(zone: string): Promise<{ zone: string; holidays: unknown }> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tests/support/public-holidays.ts"],
    cwd: root,
    clearEnv: true,
    env: environmentFor({ ...Deno.env.toObject(), TZ: zone }),
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  assert.ok(stdout.length > 0, text.decode(stderr));
  return JSON.parse(text.decode(stdout));
}

Deno.test("public holidays are the same on a machine where midnight of Easter is left out", async () => {
  // In Beirut the clocks went forward at midnight of Easter Sunday, 28 March 2027.
  const [there, here] = await Promise.all([holidaysOn("Asia/Beirut"), holidaysOn("UTC")]);
  assert.deepEqual(there, here);
  const text = JSON.stringify(there.holidays);
  assert.match(text, /\{"date":"2027-03-28","name":"Easter Sunday"\}/);
  assert.match(text, /\{"date":"2027-03-29","name":"Easter Monday"\}/);
});
