/** Hosts for the proofs, made by the product's own verbs in a folder that no program holds yet. */
import type { CaldavConnectInput } from "$lib/scheduling/connection-inputs.ts";
import type { WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import * as connections from "$lib/server/connections/index.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { isRemoteDatabase } from "$lib/server/runtime/settings.ts";
import { openStore } from "$lib/server/kv/open-store.ts";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { setReminders } from "$lib/server/event-types/reminders.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { checkStoreVersion } from "$lib/server/kv/store-version.ts";
import { type TestApp, testApp, testSecret } from "../test-app.ts";
import { addEventType } from "../town.ts";

export interface ProofHost {
  username: string;
  zone: string;
  rules: WeeklyRule[];
  types: (Partial<EventTypeInput> & { slug: string })[];
  /** An account at a calendar server of this machine, whose calendars block and are written to. */
  calendar?: CaldavConnectInput;
}

/** The same hours on every day of the week, in minutes. */
export function everyDay(from: number, to: number): WeeklyRule[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));
}

/** A host in UTC who is free at any time. */
export function alwaysOpen(username: string, ...types: ProofHost["types"]): ProofHost {
  return { username, zone: "UTC", rules: everyDay(0, 1440), types };
}

/** Opens the store of a folder that no program holds, or of a database server, for the verbs, and closes it again. */
export async function withFolderApp<T>(
  place: string,
  act: (app: TestApp) => Promise<T>,
  secret?: string,
): Promise<T> {
  const isServer = isRemoteDatabase(place);
  const settings = { sessionSecret: isServer ? testSecret : null, dataDir: place };
  const kv = await openStore(isServer ? place : `${place}/invito.db`);
  using app = await testApp({
    kv,
    now: Date.now,
    sealer: openSealer(secret ?? ensureSecret(settings), null),
    fetch: openOutbound({ allow: ["127.0.0.1"] }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  await checkStoreVersion(kv);
  return await act(app);
}

/** A data folder, or a database server, with these hosts in it; answers their ids by name. */
export async function seedHosts(
  place: string,
  residents: ProofHost[],
  secret?: string,
): Promise<Record<string, string>> {
  return await withFolderApp(place, async (app) => {
    const ids: Record<string, string> = {};
    for (const { username, zone, rules, types, calendar } of residents) {
      const created = await createHost(app, {
        name: `Host ${username}`,
        email: `${username}@hosts.example`,
        emailVerified: true,
        zone,
        language: "en",
        preferredUsername: username,
        identity: null,
      });
      if (!created.ok) throw new Error(created.refusal.code);
      const host = created.value;
      ids[username] = host.id;
      for (const schedule of await listSchedules(app.kv, host.id)) {
        const { id, revision } = schedule;
        const saved = await schedules.saveRules(app, host.id, id, { revision, rules });
        if (!saved.ok) throw new Error(saved.refusal.code);
      }
      for (const type of types) {
        const { id, revision } = await addEventType(app, host, { bookingWindowDays: 365, ...type });
        // What waits for the day before a meeting would keep a proof from its end.
        const none = { alarm: null, reminders: [] };
        const saved = await setReminders(app, host.id, id, revision, none);
        if (!saved.ok) throw new Error(saved.refusal.code);
      }
      if (!calendar) continue;
      const connected = await connections.connectCaldav(app, host.id, calendar);
      if (!connected.ok) throw new Error(JSON.stringify(connected.refusal));
    }
    return ids;
  }, secret);
}
