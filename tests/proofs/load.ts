/**
 * Must never be: a request without an answer, or an accepted booking or email lost, while pages, bookings, syncs of many
 * calendars, event streams and emails ask for the machine together; under more of it than the machine can do, somebody who
 * waits long to be refused, is not told when to come again, or a booking refused where pages are served. Prints how long
 * pages take under load beside those of an idle program, and after an overload beside those before it.
 *
 * Run: `deno run -A tests/proofs/load.ts`; INVITO_LOAD_MINUTES makes the load of full counts longer or shorter than ten
 */
import { keepConnection } from "../support/proof/kept-connection.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { crowd, inWords, quantile } from "./load/crowd.ts";
import { type Guests, pause, startGuests, type Tally } from "./load/guests.ts";
import { openStage, type Stage, verify } from "./load/stage.ts";

/** No request may take longer, ms; every machine that this runs on is quicker. */
const STARVED_MS = 30_000;

await prove("load", async (proof) => {
  const minutes = Number(Deno.env.get("INVITO_LOAD_MINUTES") ?? 10);
  await using stage = await openStage({
    hosts: proof.count(8, 40),
    calendars: proof.count(25, 500),
    syncSeconds: proof.count(2, 60),
  });
  await probe(proof, stage, proof.count(1, 5));
  const idle = await probe(proof, stage, proof.count(2, 20));
  proof.log(`idle pages: ${inWords(idle)}`);

  const guests = await startGuests(proof, stage, {
    visitors: 8,
    bookers: 2,
    streams: proof.count(100, 1_000),
    thinkMs: 400,
  });
  const over = Promise.withResolvers<void>();
  const watched = watchStarved(proof, guests.tally, over.promise);
  const seconds = proof.count(5, minutes * 60);
  const loaded = await probe(proof, stage, seconds);
  report(proof, stage, { idle, loaded, guests, seconds });

  await overload(proof, stage, guests, proof.count(4, 60));
  await guests.leave();
  over.resolve();
  await watched;
  await verify(proof, stage, guests.tally);
  const after = await probe(proof, stage, proof.count(2, 20));
  proof.log(
    `pages after the overload: ${inWords(after)}; ` +
      `p50 ${ratio(after, idle, 0.5)} and p99 ${ratio(after, idle, 0.99)} times idle`,
  );
});

/** One visitor who asks for page after page, from a process of their own; how long each took, ms. */
async function probe(proof: Proof, stage: Stage, seconds: number): Promise<number[]> {
  const { address } = stage.program, paths = pages(stage);
  const seen = await crowd(address, { processes: 1, connections: 1, seconds, thinkMs: 10, paths });
  if (seen.refused.length > 0) proof.fail(`${seen.refused.length} pages were refused`);
  if (seen.hung > 0) proof.fail("a page had no answer");
  for (const each of new Set(seen.odd)) proof.fail(`a page: ${each}`);
  return seen.answered;
}

/** Pages of every host, half of them such as are never kept. */
function pages({ hosts }: Stage): string[] {
  return hosts.flatMap((host) => [`/calendar/${host}/talk`, `/calendar/${host}/talk?name=Grace`]);
}

/** Fails as soon as a request has waited for too long; until `end`. */
async function watchStarved(proof: Proof, { open }: Tally, end: Promise<void>): Promise<void> {
  let isOver = false;
  void end.then(() => isOver = true);
  while (!isOver) {
    for (const each of open) {
      if (performance.now() - each.since < STARVED_MS) continue;
      proof.fail(`no answer: ${each.path}`);
      open.delete(each);
    }
    await pause(1_000, end);
  }
}

function report(
  proof: Proof,
  { feeds }: Stage,
  { idle, loaded, guests: { tally }, seconds }: {
    idle: number[];
    loaded: number[];
    guests: Guests;
    seconds: number;
  },
): void {
  const { requests, sent } = feeds.seen();
  proof.log(`pages under load: ${inWords(loaded)}; of the other visitors ${inWords(tally.pages)}`);
  proof.log(
    `p50 ${ratio(loaded, idle, 0.5)} and p99 ${ratio(loaded, idle, 0.99)} times idle (aim 5)`,
  );
  proof.log(
    `bookings: ${inWords(tally.bookings)}, ${
      (tally.granted.length / seconds).toFixed(1)
    } a second, ` +
      `${tally.taken} taken`,
  );
  proof.log(`calendars: ${requests} requests, ${sent} of them new content`);
  proof.log(`refused: ${JSON.stringify(tally.refused)}`);
}

function ratio(values: number[], of: number[], part: number): string {
  return (quantile(values, part) / quantile(of, part)).toFixed(2);
}

/** Many more people than the machine serves, beside the guests that were there. */
async function overload(
  proof: Proof,
  stage: Stage,
  { tally }: Guests,
  seconds: number,
): Promise<void> {
  const { address } = stage.program;
  const before = { granted: tally.granted.length, refused: tally.refused.bookings };
  const over = Promise.withResolvers<void>();
  const watched = watch(proof, address, over.promise);
  const seen = await crowd(address, {
    processes: 2,
    connections: proof.count(300, 500),
    seconds,
    paths: pages(stage),
  });
  over.resolve();
  const health = await watched;
  proof.log(
    `overload: ${seen.answered.length} pages (${inWords(seen.answered)}), ` +
      `${seen.refused.length} refusals (${inWords(seen.refused)})`,
  );
  const granted = tally.granted.length - before.granted;
  const refused = tally.refused.bookings - before.refused;
  proof.log(`bookings meanwhile: ${granted} granted, ${refused} tries refused`);
  proof.log(`/health meanwhile: ${inWords(health)}`);

  if (seen.refused.length === 0) proof.fail("nobody was refused");
  if (seen.without > 0) proof.fail(`${seen.without} refusals without Retry-After`);
  if (seen.hung > 0) proof.fail(`${seen.hung} requests had no answer`);
  for (const each of new Set(seen.odd)) proof.fail(`in the overload: ${each}`);
  for (const [what, times] of Object.entries({ pages: seen.answered, refusals: seen.refused })) {
    if (quantile(times, 1) > STARVED_MS) proof.fail(`${what} that took ${quantile(times, 1)} ms`);
  }
  const part = (refused: number, all: number) => refused / Math.max(1, refused + all);
  if (part(refused, granted) > part(seen.refused.length, seen.answered.length)) {
    proof.fail(`bookings were refused before pages`);
  }
}

/** Asks again and again whether the program is well, which it must say whatever it has to do. */
async function watch(proof: Proof, address: string, end: Promise<void>): Promise<number[]> {
  const connection = await keepConnection(address), times: number[] = [];
  let isOver = false;
  void end.then(() => isOver = true);
  while (!isOver) {
    const { status, ms } = await connection.ask("/health");
    if (status !== 200) proof.fail(`/health: ${status}`);
    times.push(ms);
    await pause(200, end);
  }
  connection.close();
  return times;
}
