/** Remote objects as they stand in the store: many together in one record, since ten thousand records are slow to write. */
import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";
import { nameOf, type Remote } from "./remotes.ts";

/** Objects that stand in one record. Its place is a number; in listings from before it was a text, for one object each. */
export interface Shelf {
  place: number | string;
  remotes: Remote[];
}

/** Bytes of a shelf at the most, unless one object alone is larger: that fits into a record, too. */
const SHELF = 12_000;
/** What one commit takes. */
const SHELVES = 100, BYTES = 400_000;

/** Everything that is known of a calendar's objects, in the listing that its reading names. */
export async function listShelves(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
): Promise<Shelf[]> {
  const prefix = keys.remotesOf(hostId, calendar, listing);
  const found = await listAll<Remote | Remote[]>(kv, { prefix });
  return found.map(({ key, value }) => ({
    place: key.at(-1) as Shelf["place"],
    remotes: Array.isArray(value) ? value : [value],
  }));
}

/** The objects of all shelves. */
export async function listRemotes(
  ...listing: Parameters<typeof listShelves>
): Promise<Remote[]> {
  return (await listShelves(...listing)).flatMap(({ remotes }) => remotes);
}

/** Any one of a listing's objects; null when there is none. */
export async function anyRemote(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
): Promise<Remote | null> {
  const prefix = keys.remotesOf(hostId, calendar, listing);
  const [first] = await listAll<Remote | Remote[]>(kv, { prefix }, { limit: 1 });
  return [first?.value ?? []].flat()[0] ?? null;
}

/** The shelves that change when some objects are there anew, or as they are now, and some are gone; an empty one goes. */
export function rearranged(
  shelves: readonly Shelf[],
  written: readonly Remote[],
  deleted: readonly Remote[],
): Shelf[] {
  const moving = new Set([...written, ...deleted].map(nameOf));
  const changed = shelves.filter(({ remotes }) => remotes.some((one) => moving.has(nameOf(one))))
    .map(({ place, remotes }) => ({
      place,
      remotes: remotes.filter((one) => !moving.has(nameOf(one))),
    }));
  const last = shelves.at(-1);
  if (last && !changed.some(({ place }) => place === last.place)) {
    changed.push({ ...last, remotes: [...last.remotes] });
  }
  const next = Math.max(-1, ...shelves.map(({ place }) => Number(place)).filter(Number.isFinite));
  return [...changed, ...filled(written, next + 1, changed)];
}

/** Puts objects where there is room, then on shelves of their own; returns those. */
function filled(remotes: readonly Remote[], next: number, open: readonly Shelf[] = []): Shelf[] {
  const fresh: Shelf[] = [];
  const roomy = open.map((shelf) => ({ shelf, room: SHELF - sizeOf(shelf) }));
  for (const remote of remotes) {
    const size = bytesOf(remote);
    while (roomy[0] && roomy[0].room < size) roomy.shift();
    if (!roomy[0]) {
      const shelf: Shelf = { place: next++, remotes: [] };
      fresh.push(shelf);
      roomy.push({ shelf, room: SHELF });
    }
    const [first] = roomy;
    first?.shelf.remotes.push(remote);
    if (first) first.room -= size;
  }
  return fresh;
}

/** Whether a change fits into the commit that makes it count. */
export function fitsOneCommit(shelves: readonly Shelf[]): boolean {
  const bytes = shelves.reduce((sum, shelf) => sum + sizeOf(shelf), 0);
  return shelves.length <= SHELVES && bytes <= BYTES;
}

/** Adds shelves to a commit as they are now. */
export function setShelves(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  listing: string,
  shelves: readonly Shelf[],
): void {
  for (const { place, remotes } of shelves) {
    const key = keys.shelf(hostId, calendar, listing, place);
    if (remotes.length === 0) op.delete(key);
    else op.set(key, remotes);
  }
}

/** Writes a listing beside the one in force; it counts once the reading names it. */
export async function writeListing(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
  remotes: readonly Remote[],
): Promise<void> {
  let batch: Shelf[] = [], bytes = 0;
  const flush = async () => {
    const op = kv.atomic();
    setShelves(op, hostId, calendar, listing, batch);
    await commit(op);
    batch = [];
    bytes = 0;
  };
  for (const shelf of filled(remotes, 0)) {
    const size = sizeOf(shelf);
    if (batch.length === SHELVES || (batch.length > 0 && bytes + size > BYTES)) await flush();
    batch.push(shelf);
    bytes += size;
  }
  if (batch.length > 0) await flush();
}

function sizeOf({ remotes }: Shelf): number {
  return remotes.reduce((sum, remote) => sum + bytesOf(remote), 0);
}

/** More than a record needs for it: two bytes a character, ten a number, and the names of its fields. */
function bytesOf({ href, etag, uid, own, unknown, skipped, title, mark, busy }: Remote): number {
  const texts = [href, etag, uid, own, unknown, skipped, title, mark];
  const letters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return 150 + 2 * letters + 10 * busy.length;
}
