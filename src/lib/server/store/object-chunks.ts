/** Remote objects as they stand in the store: many together in one record, since ten thousand records are slow to write. */
import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";
import { type IndexedObject, objectKey } from "./indexed-objects.ts";

/** Objects that stand in one record. Its place is a number; in listings from before it was a text, for one object each. */
export interface ObjectChunk {
  position: number | string;
  objects: IndexedObject[];
}

/** Bytes of a shelf at the most, unless one object alone is larger: that fits into a record, too. */
const MAX_CHUNK_BYTES = 12_000;
/** What one commit takes. */
const MAX_CHUNKS_PER_COMMIT = 100, MAX_COMMIT_BYTES = 400_000;

/** Everything that is known of a calendar's objects, in the listing that its reading names. */
export async function listObjectChunks(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<ObjectChunk[]> {
  const prefix = keys.objectIndexOf(hostId, calendar, objectIndex);
  const found = await listAll<IndexedObject | IndexedObject[]>(kv, { prefix });
  return found.map(({ key, value }) => ({
    position: key.at(-1) as ObjectChunk["position"],
    objects: Array.isArray(value) ? value : [value],
  }));
}

/** The objects of all shelves. */
export async function listIndexedObjects(
  ...listing: Parameters<typeof listObjectChunks>
): Promise<IndexedObject[]> {
  return (await listObjectChunks(...listing)).flatMap(({ objects }) => objects);
}

/** Any one of a listing's objects; null when there is none. */
export async function getAnyIndexedObject(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<IndexedObject | null> {
  const prefix = keys.objectIndexOf(hostId, calendar, objectIndex);
  const [first] = await listAll<IndexedObject | IndexedObject[]>(kv, { prefix }, { limit: 1 });
  return [first?.value ?? []].flat()[0] ?? null;
}

/** The shelves that change when some objects are there anew, or as they are now, and some are gone; an empty one goes. */
export function updatedChunks(
  chunks: readonly ObjectChunk[],
  written: readonly IndexedObject[],
  deleted: readonly IndexedObject[],
): ObjectChunk[] {
  const changedKeys = new Set([...written, ...deleted].map(objectKey));
  const changed = chunks.filter(({ objects }) =>
    objects.some((one) => changedKeys.has(objectKey(one)))
  )
    .map(({ position, objects }) => ({
      position,
      objects: objects.filter((one) => !changedKeys.has(objectKey(one))),
    }));
  const last = chunks.at(-1);
  if (last && !changed.some(({ position }) => position === last.position)) {
    changed.push({ ...last, objects: [...last.objects] });
  }
  const next = Math.max(
    -1,
    ...chunks.map(({ position }) => Number(position)).filter(Number.isFinite),
  );
  return [...changed, ...toChunks(written, next + 1, changed)];
}

/** Puts objects where there is room, then on shelves of their own; returns those. */
function toChunks(
  objects: readonly IndexedObject[],
  next: number,
  open: readonly ObjectChunk[] = [],
): ObjectChunk[] {
  const added: ObjectChunk[] = [];
  const withRoom = open.map((chunk) => ({
    shelf: chunk,
    room: MAX_CHUNK_BYTES - chunkBytes(chunk),
  }));
  for (const object of objects) {
    const size = objectBytes(object);
    while (withRoom[0] && withRoom[0].room < size) withRoom.shift();
    if (!withRoom[0]) {
      const chunk: ObjectChunk = { position: next++, objects: [] };
      added.push(chunk);
      withRoom.push({ shelf: chunk, room: MAX_CHUNK_BYTES });
    }
    const [first] = withRoom;
    first?.shelf.objects.push(object);
    if (first) first.room -= size;
  }
  return added;
}

/** Whether a change fits into the commit that makes it count. */
export function fitsOneCommit(chunks: readonly ObjectChunk[]): boolean {
  const bytes = chunks.reduce((sum, chunk) => sum + chunkBytes(chunk), 0);
  return chunks.length <= MAX_CHUNKS_PER_COMMIT && bytes <= MAX_COMMIT_BYTES;
}

/** Adds shelves to a commit as they are now. */
export function setObjectChunks(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  objectIndex: string,
  chunks: readonly ObjectChunk[],
): void {
  for (const { position, objects } of chunks) {
    const key = keys.objectChunk(hostId, calendar, objectIndex, position);
    if (objects.length === 0) op.delete(key);
    else op.set(key, objects);
  }
}

/** Writes a listing beside the one in force; it counts once the reading names it. */
export async function writeObjectIndex(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
  objects: readonly IndexedObject[],
): Promise<void> {
  let batch: ObjectChunk[] = [], bytes = 0;
  const flush = async () => {
    const op = kv.atomic();
    setObjectChunks(op, hostId, calendar, objectIndex, batch);
    await commit(op);
    batch = [];
    bytes = 0;
  };
  for (const chunk of toChunks(objects, 0)) {
    const size = chunkBytes(chunk);
    if (
      batch.length === MAX_CHUNKS_PER_COMMIT ||
      (batch.length > 0 && bytes + size > MAX_COMMIT_BYTES)
    ) await flush();
    batch.push(chunk);
    bytes += size;
  }
  if (batch.length > 0) await flush();
}

function chunkBytes({ objects }: ObjectChunk): number {
  return objects.reduce((sum, object) => sum + objectBytes(object), 0);
}

/** More than a record needs for it: two bytes a character, ten a number, and the names of its fields. */
function objectBytes(
  { href, etag, uid, bookingId, inexactReason, unreadableReason, title, fingerprint, busyBounds }:
    IndexedObject,
): number {
  const texts = [href, etag, uid, bookingId, inexactReason, unreadableReason, title, fingerprint];
  const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return 150 + 2 * characters + 10 * busyBounds.length;
}
