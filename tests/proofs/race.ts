/**
 * Must never be: one person's time given twice. 64 clients at once over real HTTP against the built program, in six
 * shapes; judged by the answers, by each shape's own rule, and at the end by the checker over a dump.
 *
 * Run: `deno run -A tests/proofs/race.ts [a b c d e f]`, with `INVITO_CACHE_SIZE=0` for a program that keeps nothing.
 */
import { dumpOf, type Proof, prove } from "../support/proof/run-proof.ts";
import { seedHosts } from "../support/proof/proof-hosts.ts";
import { startProgram } from "../support/program.ts";
import { bookingsIn, faultsIn, holdsIn } from "./invariant-checker.ts";
import { raceRounds } from "./race/rounds.ts";
import { deadlines } from "./race/expiry-deadlines.ts";
import { contentionPatterns } from "./race/contention-patterns.ts";

await prove("race", async (proof) => {
  const chosen = Deno.args.length > 0 ? Deno.args : ["a", "b", "c", "d", "e", "f"];
  const dataDir = await Deno.makeTempDir({ prefix: "invito-race-" });
  try {
    await seedHosts(dataDir, contentionPatterns.map(({ resident }) => resident));
    const cache = Deno.env.get("INVITO_CACHE_SIZE") ?? "";
    const env = { INVITO_TRUSTED_PROXIES: "1", INVITO_CACHE_SIZE: cache };
    await using program = await startProgram({ dataDir, env });
    for (const shape of contentionPatterns.filter(({ label }) => chosen.includes(label))) {
      await raceRounds(proof, program, shape);
    }
    await judgeDump(proof, dataDir);
    if (/"level":"error"/.test(program.output().log)) {
      proof.fail("the log tells of faults");
    }
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
  if (chosen.includes("f")) await deadlines(proof);
});

async function judgeDump(proof: Proof, dataDir: string): Promise<void> {
  const lines = await dumpOf(dataDir), now = Date.now();
  const bookings = bookingsIn(lines), holds = holdsIn(lines);
  const wrong = faultsIn(bookings, holds, now);
  for (const sentence of wrong) proof.fail(sentence);
  proof.log(`dump: ${bookings.length} bookings, ${wrong.length} faults`);
}
