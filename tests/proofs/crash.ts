/**
 * Must never be: anything acknowledged lost, done by half or done twice by a crash. The program is killed with SIGKILL and
 * started again; then everything that was promised is looked for.
 *
 * `host`: a booking, an email or a calendar entry, killed after named steps and at random moments under load. `team`: a
 * collective of eight, a reassignment, a leaving, and their emails, killed on each side of each commit. `webhooks`: an event
 * that a subscriber is not told of, is told of under two ids, or before an earlier one of its booking, killed on each side
 * of each commit and of each answer of a receiver.
 *
 * Run: `deno run -A tests/proofs/crash.ts [host team webhooks] [POINT…]`
 */
import { prove } from "../support/proof/run-proof.ts";
import { crashHost } from "./crash/host.ts";
import { crashTeam } from "./crash/team.ts";
import { crashWebhooks } from "./crash/webhooks.ts";

const parts = { host: crashHost, team: crashTeam, webhooks: crashWebhooks };

await prove("crash", async (proof) => {
  const points = Deno.args.filter((each) => each.includes(":"));
  const chosen = Deno.args.length > points.length ? Deno.args : Object.keys(parts);
  for (const [name, part] of Object.entries(parts)) {
    if (chosen.includes(name)) await part(proof, points);
  }
});
