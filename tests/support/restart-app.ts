import type { Hold } from "$lib/scheduling/holds.ts";
import type { App } from "$lib/server/app.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { keys } from "$lib/server/store/keys.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { type TestApp, testApp } from "./test-app.ts";
import { testSecret } from "./sign-in-app.ts";

/** Another start of the program over the same store, at the same time by the clock: it remembers nothing. */
export async function restartApp(app: TestApp, given: Partial<App> = {}): Promise<TestApp> {
  const next = await testApp({
    kv: app.kv,
    sealer: await openSealer(testSecret, null),
    withLock: openLocks(),
    ...given,
  });
  next.at(app.now());
  return next;
}

/** A host's ledger as it is stored, by UTC day; seats by id, as those of one instant have no order. */
export async function ledgerOf(kv: Deno.Kv, hostId: string): Promise<Record<string, Hold[]>> {
  const days: Record<string, Hold[]> = {};
  for await (const { key, value } of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId) })) {
    days[String(key.at(-1))] = value.map((hold) => ({
      ...hold,
      bookingIds: hold.bookingIds.toSorted(),
    }));
  }
  return days;
}

/** Deletes every hold and every slot by hand; how many records that were. */
export async function deleteHolds(kv: Deno.Kv): Promise<number> {
  let lost = 0;
  for (const prefix of [["ledger"], keys.slots()]) {
    for await (const { key } of kv.list({ prefix })) {
      await kv.delete(key);
      lost++;
    }
  }
  return lost;
}
