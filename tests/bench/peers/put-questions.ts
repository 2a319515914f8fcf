/** The same load and the same questions for every program, one after the other. */
import { root } from "../../../src/tasks/root.ts";
import { newClient } from "../../support/proof/guest-client.ts";
import { memoryOf } from "../bare.ts";
import { type Contestant, overlaps, type Started } from "./contestant.ts";

const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;
/** From nine to five on a weekday, which everybody offers. */
const FIRST_HOUR = 9 * 2, LAST_HOUR = 17 * 2;

/** What was measured of one program, by question. */
export type Answers = Record<string, string>;

export interface Load {
  pages: number;
  bookings: number;
  race: number;
}

export async function putQuestions(contestant: Contestant, load: Load): Promise<Answers> {
  const folder = await Deno.makeTempDir({ prefix: "peer-" });
  try {
    await using started = await contestant.start(folder);
    const answers: Answers = { "start to the first page": `${round(started.startMs)} ms` };
    answers["memory, idle"] = `${round(memoryOf(started.pid))} MB`;
    const { bytes, wire } = await weigh(started.address + started.page);
    answers["page with the times, on the wire"] = `${wire} bytes (${bytes} unpacked)`;
    for (const connections of [1, 16]) {
      const { perSecond, p99 } = await ask(started, started.page, connections, load.pages);
      answers[`pages a second, ${connections} at once`] = `${round(perSecond)} (p99 ${
        round(p99)
      } ms)`;
    }
    if (started.times) {
      const { perSecond, p99 } = await ask(started, started.times, 16, load.pages);
      answers["times by API a second, 16 at once"] = `${round(perSecond)} (p99 ${round(p99)} ms)`;
    }
    answers[`memory, after ${load.pages} pages at each`] = `${round(memoryOf(started.pid))} MB`;
    const weekdays = weekdaysFrom(Math.ceil(Date.now() / DAY) * DAY + 2 * DAY);
    for (const clients of [1, 16]) {
      answers[`bookings a second over HTTP, ${clients} clients`] = await bookings(
        started,
        weekdays.splice(0, 40),
        clients,
        load.bookings,
      );
    }
    const race = await raced(started, weekdays, load.race);
    answers[`race of 64 for one time, ${load.race} attempts`] = race;
    answers["overlapping pairs in its store"] = String(overlaps(await started.booked()));
    return answers;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function ask({ address }: Started, path: string, connections: number, requests: number) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}/tests/bench/load-client.ts`, address, path]
      .concat(String(connections), String(requests)),
    cwd: root,
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  const seen = JSON.parse(new TextDecoder().decode(stdout));
  if (seen.refused > 0) throw new Error(`${seen.refused} of ${requests} pages were refused`);
  return seen as { perSecond: number; p99: number };
}

/** Bytes of a page as a browser is sent it, and unpacked. */
async function weigh(url: string): Promise<{ bytes: number; wire: number }> {
  const { hostname, port, pathname, host } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(
    `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n` +
      "Accept-Encoding: gzip, deflate, br, zstd\r\nConnection: close\r\n\r\n",
  ));
  let wire = 0;
  for await (const chunk of connection.readable) wire += chunk.length;
  const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
  return { bytes, wire };
}

/** So many bookings, every client at its own times and, where there are so many hosts, at its own host. */
async function bookings(started: Started, days: number[], clients: number, count: number) {
  const each = Math.ceil(count / clients), statuses = new Map<number, number>();
  const times = days.flatMap((day) =>
    Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, n) => day + (FIRST_HOUR + n) * HALF_HOUR)
  );
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; n < each; n++) {
      const nth = started.hosts === 1 ? client * each + n : n;
      const start = times[nth];
      if (start === undefined) throw new Error("there are not so many times");
      const input = { host: client % started.hosts, start, client: newClient() };
      const status = await started.book(input);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }));
  const rate = clients * each * 1_000 / (performance.now() - began);
  return `${round(rate)}${otherThanGranted(statuses)}`;
}

/** Sixty-four at once want one time, again and again at the next one. */
async function raced(started: Started, days: number[], attempts: number): Promise<string> {
  const losers: number[] = [], statuses = new Map<number, number>();
  let granted = 0, rounds = 0;
  for (let left = attempts; left > 0; left -= 64, rounds++) {
    const day = days[Math.floor(rounds / 8)];
    if (day === undefined) throw new Error("there are not so many days");
    const start = day + (FIRST_HOUR + rounds % 8 * 2) * HALF_HOUR;
    await Promise.all(Array.from({ length: 64 }, async () => {
      const began = performance.now();
      const status = await started.book({ host: 0, start, client: newClient() });
      if (status === 200 || status === 201 || status === 303) granted++;
      else losers.push(performance.now() - began);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }));
  }
  losers.sort((a, b) => a - b);
  const p50 = losers[Math.floor(losers.length / 2)] ?? NaN;
  return `${granted} granted of ${rounds}, losers' p50 ${round(p50)} ms (${
    [...statuses].map(([status, n]) => `${status}: ${n}`).join(", ")
  })`;
}

function weekdaysFrom(first: number): number[] {
  return Array.from({ length: 300 }, (_, n) => first + n * DAY)
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
}

function otherThanGranted(statuses: Map<number, number>): string {
  const others = [...statuses].filter(([status]) => ![200, 201, 303].includes(status));
  if (others.length === 0) return "";
  return ` (${others.map(([status, n]) => `${status}: ${n}`).join(", ")})`;
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
