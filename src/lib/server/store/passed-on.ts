import { keys } from "./keys.ts";

/** How a request arrived. */
export interface PassedOn {
  /** The Host header. */
  host: string;
  /** The last X-Forwarded-Proto; null when there was none. */
  proto: string | null;
  /** Entries of X-Forwarded-For. */
  clients: number;
}

/** What a proxy passed on, and when that was. */
export type NotedPassedOn = PassedOn & { at: number };

export async function getPassedOn(kv: Deno.Kv): Promise<NotedPassedOn | null> {
  return (await kv.get<NotedPassedOn>(keys.passedOn())).value;
}

export async function setPassedOn(kv: Deno.Kv, noted: NotedPassedOn): Promise<void> {
  await kv.set(keys.passedOn(), noted);
}
