/**
 * What entries at calendars are called: often about other people, so sealed, one record for each generation and UTC
 * day, and read only for the host. No decision depends on them.
 */
import { shortTitle, type TitledSpan } from "$lib/scheduling/entry-title.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import { type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";
import { inTurns } from "../runtime/in-turns.ts";
import { commit, listAll } from "../kv/commit.ts";
import type { Guard } from "../kv/guard.ts";
import { dayOf, daysOf, keys } from "../kv/keys.ts";

/** A calendar's titles of one sync. */
export interface TitlesOf {
  hostId: string;
  calendar: string;
  generation: string;
}

/** Where titles are kept. */
export interface TitleStore {
  kv: Deno.Kv;
  sealer: Sealer;
}

/** A title with the hash of the object whose time it names. */
export interface ObjectTitle extends TitledSpan {
  object: string;
}

type StoredTitle = [object: string, start: number, end: number, title: string | null];

/** Bytes of a day before it is sealed: as base64 four thirds of it, below 64 KiB. */
const MAX_DAY_BYTES = 45_000;
/** Limits of one commit, days and bytes. */
const MAX_DAYS = 100, MAX_COMMIT_BYTES = 400_000;

/** Writes the titles of a generation by day and start; of a day with too many the last have none. */
export async function writeTitles(
  { kv, sealer }: TitleStore,
  of: TitlesOf,
  titles: readonly ObjectTitle[],
): Promise<void> {
  let op = kv.atomic(), days = 0, bytes = 0;
  await inTurns(await byDay(titles), async ([day, stored]) => {
    stored.sort(([, a], [, b]) => a - b);
    const sealed = await sealer.seal(textWithin(stored, MAX_DAY_BYTES), contextOf(of, day));
    if (days === MAX_DAYS || bytes + sealed.length > MAX_COMMIT_BYTES) {
      await commit(op);
      op = kv.atomic();
      days = bytes = 0;
    }
    op.set(keys.busyTitles(of.hostId, of.calendar, of.generation, day), sealed);
    days++;
    bytes += sealed.length;
  });
  if (days > 0) await commit(op);
}

/** All titles of a generation. */
export async function listTitles(store: TitleStore, of: TitlesOf): Promise<ObjectTitle[]> {
  const prefix = keys.busyTitlesOf(of.hostId, of.calendar, of.generation);
  return await read(store, of, { prefix });
}

/** Titles that overlap a span, by the key of their calendar, from the generations that the guard names. */
export async function readTitles(
  store: TitleStore,
  hostId: string,
  { calendars }: Guard,
  span: Span,
): Promise<Map<string, TitledSpan[]>> {
  const all = Object.entries(calendars).map(async ([calendar, { generation }]) => {
    const found = await read(store, { hostId, calendar, generation }, {
      start: keys.busyTitles(hostId, calendar, generation, dayOf(span.start)),
      end: keys.busyTitles(hostId, calendar, generation, dayOf(span.end - 1) + 1),
    });
    return [calendar, found.filter((each) => overlaps(each, span))] as const;
  });
  return new Map(await Promise.all(all));
}

async function read(
  { kv, sealer }: TitleStore,
  of: TitlesOf,
  range: Deno.KvListSelector,
): Promise<ObjectTitle[]> {
  const days = await listAll<string>(kv, range);
  const opened = await Promise.all(
    days.map(({ key, value }) => openOrNone(sealer, value, contextOf(of, Number(key.at(-1))))),
  );
  // What lasts several days is stored with each of them.
  const distinct = new Map(opened.flat().map((stored) => [stored.join("\n"), stored]));
  return [...distinct.values()].map(([object, start, end, title]) => ({
    object,
    start,
    end,
    title,
  }));
}

/** None where the session secret was lost: the next full sync reads them again. */
async function openOrNone(sealer: Sealer, sealed: string, context: string): Promise<StoredTitle[]> {
  try {
    return JSON.parse(await sealer.open(sealed, context));
  } catch (error) {
    if (error instanceof UnknownSealingKey) return [];
    throw error;
  }
}

async function byDay(titles: readonly ObjectTitle[]): Promise<Map<number, StoredTitle[]>> {
  const days = new Map<number, StoredTitle[]>();
  await inTurns(titles, ({ object, start, end, title }) => {
    if (title === "") return;
    const stored: StoredTitle = [object, start, end, title && shortTitle(title)];
    for (const day of daysOf({ start, end })) {
      const others = days.get(day);
      if (others) others.push(stored);
      else days.set(day, [stored]);
    }
  });
  return days;
}

const encoder = new TextEncoder();

/** As JSON, without the titles that no longer fit. */
function textWithin(stored: readonly StoredTitle[], maxBytes: number): string {
  const lines: string[] = [];
  let bytes = 2;
  for (const each of stored) {
    const line = JSON.stringify(each);
    bytes += encoder.encode(line).length + 1;
    if (bytes > maxBytes) break;
    lines.push(line);
  }
  return `[${lines.join()}]`;
}

function contextOf({ hostId, calendar, generation }: TitlesOf, day: number): string {
  return ["busy-title", hostId, calendar, generation, day].join("\n");
}
