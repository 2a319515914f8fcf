/** Hosts for the proofs, made by the product's own verbs in a folder that no program holds yet. */
import type { WeeklyRule } from "$lib/scheduling/schedule.ts";
import type { EventTypeWish } from "$lib/scheduling/event-type.ts";
import { openAccount } from "$lib/server/connections/grants.ts";
import * as connections from "$lib/server/connections.ts";
import { createHost } from "$lib/server/hosts.ts";
import { openOutbound } from "$lib/server/outbound.ts";
import { keepSecret } from "$lib/server/secret-file.ts";
import * as schedules from "$lib/server/schedules.ts";
import { openSealer } from "$lib/server/sealing.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { openVersion } from "$lib/server/store/version.ts";
import type { TestApp } from "../app.ts";
import { testApp } from "../app.ts";
import { aType } from "../installation.ts";

export interface Resident {
  username: string;
  zone: string;
  rules: WeeklyRule[];
  types: (Partial<EventTypeWish> & { slug: string })[];
  /** An account at a calendar server of this machine, whose calendars block and are written to. */
  calendar?: connections.ConnectWish;
}

/** The same hours on every day of the week, in minutes. */
export function everyDay(from: number, to: number): WeeklyRule[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));
}

/** Opens the store of a folder that no program holds, for the verbs, and closes it again. */
export async function inFolder<T>(
  dataDir: string,
  act: (app: TestApp) => Promise<T>,
  secret?: string,
): Promise<T> {
  const settings = { sessionSecret: null, dataDir };
  const kv = await Deno.openKv(`${dataDir}/invito.db`);
  using app = await testApp({
    kv,
    now: Date.now,
    sealer: await openSealer(secret ?? keepSecret(settings), null),
    fetch: openOutbound({ allow: ["127.0.0.1"] }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  await openVersion(kv);
  return await act(app);
}

/** A data folder with these hosts in it; answers their ids by name. */
export async function settle(
  dataDir: string,
  residents: Resident[],
  secret?: string,
): Promise<Record<string, string>> {
  return await inFolder(dataDir, async (app) => {
    const ids: Record<string, string> = {};
    for (const { username, zone, rules, types, calendar } of residents) {
      const created = await createHost(app, {
        name: `Host ${username}`,
        email: `${username}@hosts.example`,
        emailVerified: true,
        zone,
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
      for (const type of types) await aType(app, host, { horizonDays: 365, ...type });
      if (!calendar) continue;
      const connected = await connections.connect(app, host.id, calendar);
      if (!connected.ok) throw new Error(JSON.stringify(connected.refusal));
    }
    return ids;
  }, secret);
}
