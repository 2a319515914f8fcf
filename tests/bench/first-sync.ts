/**
 * The first reading of a calendar of 10,000 events, beside a plain download of the same bytes that the same thread then
 * reads: what finding, comparing, keeping and turning the view add to it.
 */
import { noon } from "../support/test-app.ts";
import { type BigCalendar, startBigCalendar } from "../support/caldav/big-calendar.ts";
import { type Measured, median } from "./bench-table.ts";

const EVENTS = 10_000, ROUNDS = 7, DAY = 86_400_000;
const view = {
  window: { start: noon - 2 * DAY, end: noon + 67 * DAY },
  zone: "Europe/Berlin",
  ownAddresses: [],
};

export async function measureFirstSync(): Promise<Measured[]> {
  await using server = await startBigCalendar(EVENTS);
  const ours: number[] = [], plain: number[] = [];
  // The first round only makes both warm.
  for (let round = 0; round <= ROUNDS; round++) {
    const [one, other] = [await timed(() => downloaded(server)), await firstSync(server)];
    if (round > 0) [plain.push(one), ours.push(other)];
  }
  return [{
    what: `a first reading of ${EVENTS.toLocaleString("en")} events`,
    value: median(ours),
    unit: "ms",
    baseline: { what: "a plain download and parsing of the same bytes", value: median(plain) },
    aim: { most: 1.2, of: "ratio" },
  }];
}

async function downloaded(server: BigCalendar): Promise<void> {
  for (const text of await server.download()) {
    await server.reader.parse("objects", { text, base: server.url, scope: view });
  }
}

async function firstSync(server: BigCalendar): Promise<number> {
  await using reading = await server.host();
  return await timed(() => reading.read());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
