/** Index of calendar objects, many to a record: ten thousand single records are slow to write. */
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { type IndexedObject, objectKey } from "./indexed-objects.ts";

/** Objects of one record and the last part of its key. */
export interface ObjectChunk {
  position: number;
  objects: IndexedObject[];
}

/** Maximum size of a chunk in bytes, unless a single object is larger: that fits into a record as well. */
const MAX_CHUNK_BYTES = 12_000;
/** About what one commit writes. */
const OBJECTS_AT_ONCE = 1_000;
/** Read at once. */
const CHUNKS_AT_ONCE = 50;
/** Limits of one commit. */
const MAX_CHUNKS_PER_COMMIT = 100, MAX_COMMIT_BYTES = 400_000;

/** All chunks of a calendar's object index. */
export async function listObjectChunks(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<ObjectChunk[]> {
  const prefix = keys.objectIndexOf(hostId, calendar, objectIndex);
  const found = await listAll<IndexedObject[]>(kv, { prefix }, { batchSize: CHUNKS_AT_ONCE });
  return found.map(({ key, value }) => ({ position: Number(key.at(-1)), objects: value }));
}

/** All objects of a calendar's object index. */
export async function listIndexedObjects(
  ...listing: Parameters<typeof listObjectChunks>
): Promise<IndexedObject[]> {
  return (await listObjectChunks(...listing)).flatMap(({ objects }) => objects);
}

/** Any one object of an index; null when it is empty. */
export async function getAnyIndexedObject(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<IndexedObject | null> {
  const prefix = keys.objectIndexOf(hostId, calendar, objectIndex);
  const [first] = await listAll<IndexedObject[]>(kv, { prefix }, { limit: 1 });
  return first?.value[0] ?? null;
}

/** The chunks that change when some objects are written and some deleted; an empty chunk is to be deleted. */
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
  const next = Math.max(-1, ...chunks.map(({ position }) => position));
  return [...changed, ...toChunks(written, next + 1, changed)];
}

/** Fills existing chunks that have room, then adds new ones; returns the new chunks. */
function toChunks(
  objects: readonly IndexedObject[],
  next: number,
  open: readonly ObjectChunk[] = [],
): ObjectChunk[] {
  const added: ObjectChunk[] = [];
  const withRoom = open.map((chunk) => ({
    chunk,
    room: MAX_CHUNK_BYTES - chunkBytes(chunk),
  }));
  for (const object of objects) {
    const size = objectBytes(object);
    while (withRoom[0] && withRoom[0].room < size) withRoom.shift();
    if (!withRoom[0]) {
      const chunk: ObjectChunk = { position: next++, objects: [] };
      added.push(chunk);
      withRoom.push({ chunk, room: MAX_CHUNK_BYTES });
    }
    const [first] = withRoom;
    first?.chunk.objects.push(object);
    if (first) first.room -= size;
  }
  return added;
}

/** Whether the changed chunks fit into one commit. */
export function fitsOneCommit(chunks: readonly ObjectChunk[]): boolean {
  const bytes = chunks.reduce((sum, chunk) => sum + chunkBytes(chunk), 0);
  return chunks.length <= MAX_CHUNKS_PER_COMMIT && bytes <= MAX_COMMIT_BYTES;
}

/** Adds to a commit: chunks as they are now. */
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

/** Writes a new object index beside the current one; it is used once the sync state names it. */
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
  let next = 0;
  for (let at = 0; at < objects.length; at += OBJECTS_AT_ONCE) {
    for (const chunk of toChunks(objects.slice(at, at + OBJECTS_AT_ONCE), next)) {
      const size = chunkBytes(chunk);
      if (
        batch.length === MAX_CHUNKS_PER_COMMIT ||
        (batch.length > 0 && bytes + size > MAX_COMMIT_BYTES)
      ) await flush();
      batch.push(chunk);
      bytes += size;
      next = chunk.position + 1;
    }
  }
  if (batch.length > 0) await flush();
}

function chunkBytes({ objects }: ObjectChunk): number {
  return objects.reduce((sum, object) => sum + objectBytes(object), 0);
}

/** Upper estimate of an object's stored size in bytes: two per character, ten per number, and its field names. */
function objectBytes(
  {
    href,
    etag,
    uid,
    bookingId,
    inexactReason,
    unreadableReason,
    sealedTitle,
    fingerprint,
    busyBounds,
  }: IndexedObject,
): number {
  const texts = [
    href,
    etag,
    uid,
    bookingId,
    inexactReason,
    unreadableReason,
    sealedTitle,
    fingerprint,
  ];
  const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return 150 + 2 * characters + 10 * busyBounds.length;
}
