/** Pictures and logos of hosts and teams, in pieces that fit into a record. */
import { Buffer } from "node:buffer";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** Characters of base64: 60 KB is the most, and a record holds 64. */
const PIECE = 56_000;

/** A stored picture by its hash; null when there is none. */
export async function getPicture(
  kv: Deno.Kv,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = (await kv.get<{ ownerId: string }>(keys.picture(hash))).value;
  if (!found) return null;
  const pieces = await listAll<string>(kv, { prefix: keys.picturePieces(found.ownerId, hash) });
  const text = pieces.map(({ value }) => value).join("");
  return new Uint8Array(Buffer.from(text, "base64"));
}

/** Adds to a commit: a picture of a host or team. */
export function setPicture(
  op: Deno.AtomicOperation,
  ownerId: string,
  hash: string,
  bytes: Uint8Array,
): void {
  const text = Buffer.from(bytes).toString("base64");
  op.set(keys.picture(hash), { ownerId });
  for (let at = 0, piece = 0; at < text.length; at += PIECE, piece++) {
    op.set(keys.picturePiece(ownerId, hash, piece), text.slice(at, at + PIECE));
  }
}

/** Adds to a commit: deletes a picture. */
export async function deletePicture(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  ownerId: string,
  hash: string,
): Promise<void> {
  op.delete(keys.picture(hash));
  for (const { key } of await listAll(kv, { prefix: keys.picturePieces(ownerId, hash) })) {
    op.delete(key);
  }
}
