import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { noon } from "../../support/test-app.ts";
import { type Reading, startBigCalendar } from "../../support/caldav/big-calendar.ts";

const EVENTS = 2_000;
const all = Array.from({ length: EVENTS }, (_, n) => n);

async function view({ app, hostId }: Reading): Promise<string> {
  const { guard } = await getGuard(app.kv, hostId);
  const busy = await readBusy(app.kv, hostId, guard, { start: noon, end: noon + 70 * DAY });
  return JSON.stringify(busy);
}

/** Reads in a program of its own, which dies before the commit of a number; false when it lived. */
async function diesAt(nth: number, { folder, hostId }: Reading, url: string): Promise<boolean> {
  const script = new URL("../../support/dying-sync.ts", import.meta.url).pathname;
  const { signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, folder, hostId, url, String(nth)],
  }).output();
  const text = new TextDecoder();
  assert.ok(signal === "SIGKILL" || text.decode(stdout) === "read\n", text.decode(stderr));
  return signal === "SIGKILL";
}

Deno.test("syncCalendar: SIGKILL before any of its commits leaves the old view or the new one, whole", async () => {
  await using server = await startBigCalendar(EVENTS);
  await using reading = await server.host();
  assert.equal(await reading.read(), "synced");
  const old = await view(reading);
  assert.ok(JSON.parse(old).length > 500);
  await server.change(...all);
  const seen: boolean[] = [];
  for (let nth = 1; await diesAt(nth, reading, server.url); nth++) {
    const now = await view(reading);
    seen.push(now !== old);
    // Once it was turned, what remains is to clear the old one away: nothing is left to read.
    if (now !== old) break;
  }
  console.log(`killed ${seen.length} times, the view was new after ${seen.filter(Boolean).length}`);
  assert.ok(seen.length >= 4, `${seen.length} commits`);
  assert.deepEqual(seen.slice(0, -1).filter(Boolean), []);
  const now = await view(reading);
  assert.notEqual(now, old);

  await using fresh = await server.host();
  assert.equal(await fresh.read(), "synced");
  assert.equal(now, await view(fresh));
});
