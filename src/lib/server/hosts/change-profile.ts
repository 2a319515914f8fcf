import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { ProfileChanges } from "$lib/scheduling/profile.ts";
import { formatWallTime } from "$lib/scheduling/wall-time.ts";
import type { App } from "../app.ts";
import type { GuardRefusal } from "../availability/change-under-guard.ts";
import { pagePathOf } from "../event-types/page-path.ts";
import { getHost } from "../store/hosts.ts";
import { edit, profileOf, rename } from "./profile.ts";

/**
 * Changes what is named and leaves the rest, the username first: after a refusal the rest can be sent again. "changed"
 * when `revision` is given and outdated.
 */
export async function changeProfile(
  app: App,
  hostId: string,
  changes: ProfileChanges,
  revision: number | null,
): Promise<Outcome<Host, GuardRefusal | "changed" | "invalid" | "name-reserved" | "name-taken">> {
  const was = await getHost(app.kv, hostId);
  if (!was) return refused("not-found");
  if (revision !== null && revision !== was.revision) return refused("changed");
  const isNamed = Object.values(changes).some((value) => value !== undefined);
  if (!isNamed && was.onboarded) return accepted(was);
  const renamed = changes.username === undefined
    ? accepted(was)
    : await rename(app, hostId, changes.username);
  if (!renamed.ok) return renamed;
  const { name, zone, hourCycle, agendaMinute, revision: now } = renamed.value;
  return await edit(app, hostId, now, {
    name: changes.name ?? changes.displayName ?? name,
    zone: changes.timezone ?? zone,
    hourCycle: changes.hourCycle ?? hourCycle,
    agendaMinute: changes.dailyAgendaAt === undefined ? agendaMinute : changes.dailyAgendaAt,
    ...(changes.frameAncestors ? { frameAncestors: changes.frameAncestors } : {}),
    ...(changes.language ? { language: changes.language } : {}),
  });
}

/** The profile with what its host can change, and where their page is. */
export function profileJson(baseUrl: string, host: Host) {
  const { agendaMinute, onboarded, frameAncestors, revision } = host;
  return {
    ...profileOf(host),
    dailyAgendaAt: agendaMinute === null ? null : formatWallTime(agendaMinute),
    onboarded,
    frameAncestors,
    page: `${baseUrl}${pagePathOf(host)}`,
    revision,
  };
}
