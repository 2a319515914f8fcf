/** Guests of every kind, all at once: they look at pages, keep pickers open, book, and move what they booked. */
import {
  type Answered,
  keepConnection,
  type KeptConnection,
} from "../../support/proof/kept-connection.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { Stage } from "./stage.ts";

export interface GuestCounts {
  visitors: number;
  bookers: number;
  streams: number;
  /** How long a visitor or booker thinks between two requests, ms on average. */
  thinkMs: number;
}

export interface Tally {
  /** Times of answered requests, ms. */
  pages: number[];
  bookings: number[];
  /** Ids of bookings that were granted. */
  granted: string[];
  /** Ids of those that were moved. */
  moved: string[];
  /** Times that somebody else had. */
  taken: number;
  /** Refusals for too much work, by what was asked. */
  refused: { pages: number; bookings: number; streams: number };
  /** Requests that were asked, and have no answer yet. */
  open: Set<{ path: string; since: number }>;
}

export interface Guests {
  tally: Tally;
  /** Lets everybody finish their request, and go. */
  leave(): Promise<void>;
}

const HALF_HOUR = 30 * 60_000, DAY = 86_400_000;
/** Part of the bookings that are moved, and how far: to where nobody books. */
const MOVED = 0.2, MOVED_BY = 180 * DAY;
/** Streams that are opened at once. */
const WAVE = 40;

export function emptyTally(): Tally {
  return {
    pages: [],
    bookings: [],
    granted: [],
    moved: [],
    taken: 0,
    refused: { pages: 0, bookings: 0, streams: 0 },
    open: new Set(),
  };
}

export async function startGuests(
  proof: Proof,
  stage: Stage,
  counts: GuestCounts,
): Promise<Guests> {
  const { address } = stage.program, tally = emptyTally();
  const leaving = Promise.withResolvers<void>();
  let isOver = false;
  const think = () => pause(2 * counts.thinkMs * proof.random(), leaving.promise);

  async function visitor(): Promise<void> {
    const connection = await keepConnection(address);
    while (!isOver) {
      const answer = await asked(tally, connection, somePage(proof, stage));
      noteStatus(proof, answer, "a page");
      if (answer.status === 503) tally.refused.pages++;
      else tally.pages.push(answer.ms);
      await think();
    }
    connection.close();
  }

  async function booker(): Promise<void> {
    const connection = await keepConnection(address);
    while (!isOver) {
      await bookOnce(proof, stage, tally, connection);
      await think();
    }
    connection.close();
  }

  const streams = await openStreams(stage, tally, counts.streams);
  const everybody = [
    ...Array.from({ length: counts.visitors }, visitor),
    ...Array.from({ length: counts.bookers }, booker),
  ].map((each) => each.catch((error) => isOver || proof.fail(`a guest: ${error}`)));
  return {
    tally,
    async leave() {
      isOver = true;
      leaving.resolve();
      await Promise.all(everybody);
      for (const each of streams) each.close();
    },
  };
}

/** Books a time that nobody else asks for, but now and then; a refusal for too much work is asked again with its key. */
export async function bookOnce(
  proof: Proof,
  stage: Stage,
  tally: Tally,
  connection: KeptConnection,
): Promise<void> {
  const time = someTime(proof, stage);
  const answer = await sent(proof, tally, connection, "/v0/bookings", { ...time, ...nextGuest() });
  if (answer?.status !== 201) return;
  tally.bookings.push(answer.ms);
  const { booking, actions } = JSON.parse(answer.body());
  tally.granted.push(booking.id);
  if (proof.random() >= MOVED) return;
  const startsAt = new Date(Date.parse(time.startsAt) + MOVED_BY).toISOString();
  const path = new URL(actions.reschedule, stage.program.address).pathname;
  const moved = await sent(proof, tally, connection, path, { startsAt });
  if (moved?.status === 200) tally.moved.push(booking.id);
}

/** The answer to a change; null where too much work refused it for good, which fails the proof. */
async function sent(
  proof: Proof,
  tally: Tally,
  connection: KeptConnection,
  path: string,
  body: unknown,
): Promise<Answered | null> {
  const headers = {
    "accept": "application/json",
    "content-type": "application/json",
    "idempotency-key": `load-${crypto.randomUUID()}`,
  };
  for (let tries = 1; tries < 50; tries++) {
    const answer = await asked(tally, connection, path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    noteStatus(proof, answer, "a booking");
    if (answer.status === 409) tally.taken++;
    if ([200, 201, 409].includes(answer.status)) return answer;
    if (answer.status !== 503) {
      proof.fail(`a booking: ${answer.status} ${answer.body().slice(0, 300)}`);
      return null;
    }
    tally.refused.bookings++;
    await pause(500);
  }
  proof.fail("a booking was refused fifty times");
  return null;
}

/** Asks, and notes until the answer that it is open. */
export async function asked(
  { open }: Pick<Tally, "open">,
  connection: KeptConnection,
  path: string,
  more: Parameters<KeptConnection["ask"]>[1] = {},
): Promise<Answered> {
  const entry = { path, since: performance.now() };
  open.add(entry);
  const headers = { "accept-encoding": path.startsWith("/v0/") ? "identity" : "gzip" };
  const answer = await connection.ask(path, { ...more, headers: { ...headers, ...more.headers } });
  open.delete(entry);
  return answer;
}

/** Nothing but answers, refusals for too much work, and times that are taken. */
function noteStatus(proof: Proof, { status, headers }: Answered, what: string): void {
  if (status >= 500 && status !== 503) proof.fail(`${what}: ${status}`);
  if (status === 503 && !headers.get("retry-after")) proof.fail(`${what}: 503 without Retry-After`);
  if (what === "a page" && status !== 200 && status !== 503) proof.fail(`${what}: ${status}`);
}

/** Mostly pickers, some with a chosen day or a name entered already, which are never kept. */
export function somePage(proof: Proof, { hosts, synced }: Stage): string {
  const host = proof.pick(proof.random() < 0.5 || synced.length === 0 ? hosts : synced);
  const day = new Date(Date.now() + (1 + proof.below(20)) * DAY).toISOString().slice(0, 10);
  return proof.pick([
    `/calendar/${host}`,
    `/calendar/${host}/talk`,
    `/calendar/${host}/talk`,
    `/calendar/${host}/talk?date=${day}`,
    `/calendar/${host}/talk?name=Grace`,
    `/widget/${host}/talk`,
  ]);
}

let nextTime = 0, guests = 0;

/** The next half hour of a host; one in ten is one that somebody had. */
function someTime(proof: Proof, { hosts }: Stage) {
  const n = nextTime > 0 && proof.random() < 0.1 ? proof.below(nextTime) : nextTime++;
  const start = Math.ceil(Date.now() / DAY) * DAY + DAY + Math.floor(n / hosts.length) * HALF_HOUR;
  return {
    username: hosts[n % hosts.length]!,
    eventSlug: "talk",
    startsAt: new Date(start).toISOString(),
  };
}

function nextGuest() {
  const n = ++guests;
  return {
    timezone: "UTC",
    inviteeName: `Guest ${n}`,
    inviteeEmail: `guest-${n}@example.org`,
  };
}

/** Pickers of all hosts, kept open; one that is refused is opened again as browsers do. */
async function openStreams(stage: Stage, tally: Tally, count: number): Promise<KeptConnection[]> {
  const all = [...stage.hosts, ...stage.synced], streams: KeptConnection[] = [];
  const open = async (n: number) => {
    for (;;) {
      const connection = await keepConnection(stage.program.address);
      if (await connection.follow(`/live/${all[n % all.length]}`) === "open") return connection;
      connection.close();
      tally.refused.streams++;
      await pause(500);
    }
  };
  while (streams.length < count) {
    const wave = Array.from(
      { length: Math.min(WAVE, count - streams.length) },
      (_, n) => open(streams.length + n),
    );
    streams.push(...await Promise.all(wave));
  }
  return streams;
}

/** Waits, no longer than until `end`. */
export async function pause(ms: number, end?: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((wake) => timer = setTimeout(wake, ms));
  await Promise.race(end ? [over, end] : [over]);
  clearTimeout(timer);
}
