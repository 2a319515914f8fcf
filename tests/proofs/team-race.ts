/**
 * Must never be: a member's time given twice, or a booking that holds more or less than its hosts' time. One fleet of
 * hosts in two teams, each with a type of their own, is booked over real HTTP against the built program by 64 clients at
 * once, and by a second program over the same store; meanwhile guests move and cancel, hosts decide and give bookings
 * away in the second program, and requests expire. Judged by the answers, and at the end by the checker over a dump.
 *
 * Run: `deno run -A tests/proofs/team-race.ts`
 */
import { withFolderApp } from "../support/proof/proof-hosts.ts";
import { prove } from "../support/proof/run-proof.ts";
import { startProgram } from "../support/program.ts";
import { seedFleet } from "./team-race/fleet.ts";
import { judge, manySlots, oneSlot } from "./team-race/stage.ts";

const DAY = 86_400_000;
/** Requests run out while others are still made. */
const TTL = "8s";

await prove("team race", async (proof) => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-team-race-" });
  try {
    const fleet = await seedFleet(dataDir);
    const env = { INVITO_TRUSTED_PROXIES: "1", INVITO_BOOKING_TTL: TTL };
    await using program = await startProgram({ dataDir, env });
    await withFolderApp(dataDir, async (app) => {
      const stage = { proof, app, fleet, address: program.address };
      const first = Math.ceil(Date.now() / DAY) * DAY + DAY;
      const next = await oneSlot(stage, first);
      await manySlots(stage, next);
      await judge(stage, dataDir);
    });
    if (/"level":"error"/.test(program.output().log)) proof.fail("the log tells of faults");
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
