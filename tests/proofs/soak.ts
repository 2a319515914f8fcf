/**
 * Must never be: a program that uses more and more. Pages, bookings, moves, syncs, streams that come and go, emails and webhooks ask for it
 * at a steady rate that it can do; every so often it is looked at how much memory, how many handles and how much of the
 * disk it uses, and how long a page takes. The last quarter must be as the first, but for the bookings in the store.
 *
 * Run: `deno run -A tests/proofs/soak.ts [FOLDER]`; a table (CSV) and a drawing (SVG) are written into the folder, or into
 * that of INVITO_SOAK_FOLDER. INVITO_SOAK_MINUTES makes it longer or shorter than the hour of full counts
 */
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { type GuestCounts, type Guests, pause, startGuests, type Tally } from "./load/guests.ts";
import { openStage, type Stage, verify } from "./load/stage.ts";
import { inWords, judge } from "./soak/judge.ts";
import { asCsv, asSvg, type Sample, takeSample } from "./soak/samples.ts";

/** In less time pages and hosts have not filled their memory at this rate. */
const JUDGED_AFTER_MINUTES = 30;

await prove("soak", async (proof) => {
  const given = Deno.env.get("INVITO_SOAK_MINUTES");
  const minutes = given === undefined ? proof.count(0.2, 60) : Number(given);
  const counts = { visitors: 4, bookers: 1, streams: proof.count(20, 1_000), thinkMs: 1_000 };
  await using stage = await openStage({
    hosts: proof.count(4, 20),
    calendars: proof.count(5, 200),
    syncSeconds: proof.count(3, 30),
  });
  const { samples, tally } = await soak(proof, stage, counts, minutes * 60);
  await verify(proof, stage, tally);
  await write(proof, samples);
  const { rssMb, handles, bookings } = samples.at(-1)!;
  proof.log(
    `${samples.length} samples in ${minutes} minutes, ${bookings} bookings; ` +
      `at last ${rssMb.toFixed(0)} MB, ${handles} handles`,
  );
  for (const comparison of judge(samples)) {
    proof.log(inWords(comparison));
    if (!comparison.isFlat && minutes >= JUDGED_AFTER_MINUTES) proof.fail(inWords(comparison));
  }
  if (minutes < JUDGED_AFTER_MINUTES) {
    proof.log(`not judged: it takes ${JUDGED_AFTER_MINUTES} minutes to tell`);
  }
});

/** The load, in rounds of guests who come and go; a sample at the end of each. */
async function soak(
  proof: Proof,
  stage: Stage,
  counts: GuestCounts,
  seconds: number,
): Promise<{ samples: Sample[]; tally: Pick<Tally, "granted" | "moved"> }> {
  const samples: Sample[] = [], granted: string[] = [], moved: string[] = [];
  const began = performance.now(), elapsed = () => (performance.now() - began) / 1_000;
  const round = Math.max(1, Math.min(30, seconds / 12));
  while (elapsed() < seconds) {
    const guests: Guests = await startGuests(proof, stage, counts);
    await pause(round * 1_000);
    const { tally } = guests;
    granted.push(...tally.granted.splice(0));
    samples.push(await takeSample(addressed(stage), { granted }, elapsed(), tally.pages));
    await guests.leave();
    granted.push(...tally.granted);
    moved.push(...tally.moved);
    if (tally.refused.pages + tally.refused.bookings > 0) proof.fail("a guest was refused");
  }
  return { samples, tally: { granted, moved } };
}

function addressed({ program: { pid, dataDir, address } }: Stage) {
  return { pid, dataDir, address };
}

async function write(proof: Proof, samples: readonly Sample[]): Promise<void> {
  const folder = Deno.args[0] ?? Deno.env.get("INVITO_SOAK_FOLDER");
  if (!folder) return;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/soak.csv`, asCsv(samples));
  await Deno.writeTextFile(`${folder}/soak.svg`, asSvg(samples));
  proof.log(`${folder}/soak.csv, ${folder}/soak.svg`);
}
