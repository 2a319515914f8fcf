import { keys } from "./keys.ts";

/** An event of a trial that may still stand in a calendar. */
export interface Scratch {
  calendarId: string;
  uid: string;
  at: number;
}

export async function getScratch(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<Scratch | null> {
  return (await kv.get<Scratch>(keys.scratch(hostId, connectionId))).value;
}

/** Kept before the event is written, so that whoever comes after a crash knows what to delete. */
export async function setScratch(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
  scratch: Scratch,
): Promise<void> {
  await kv.set(keys.scratch(hostId, connectionId), scratch);
}

export async function deleteScratch(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  await kv.delete(keys.scratch(hostId, connectionId));
}
