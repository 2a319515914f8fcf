import { keys } from "./keys.ts";

/** An event of a trial that may still stand in a calendar. */
export interface PendingWriteCheck {
  calendarId: string;
  uid: string;
  createdAt: number;
}

export async function getPendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<PendingWriteCheck | null> {
  return (await kv.get<PendingWriteCheck>(keys.writeCheck(hostId, connectionId))).value;
}

/** Kept before the event is written, so that whoever comes after a crash knows what to delete. */
export async function setPendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
  event: PendingWriteCheck,
): Promise<void> {
  await kv.set(keys.writeCheck(hostId, connectionId), event);
}

export async function deletePendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  await kv.delete(keys.writeCheck(hostId, connectionId));
}
