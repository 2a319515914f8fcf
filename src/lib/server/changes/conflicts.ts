import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import { busyOutsideHolds } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { hashOf } from "../runtime/secrets.ts";
import type { CalendarAnswer, CalendarAnswers } from "../availability/ask-calendars.ts";

/** Busy time of one host's calendars that overlaps the booking. */
export interface Conflict extends Span {
  hostId: string;
  /** "" for a private entry, too. */
  title: string;
  calendar: string;
  isPrivate?: true;
}

/** A calendar that did not answer. */
export interface UnreachableCalendar {
  hostId: string;
  calendar: string;
}

/** What a host is shown and has to acknowledge before confirming a time. */
export interface Conflicts {
  conflicts: Conflict[];
  unreachable: UnreachableCalendar[];
}

/** The busy times of each host's calendars that overlap `time`: as they answered now, or as of the last sync where they did not. */
export function findConflicts(
  snapshots: readonly HostSnapshot[],
  answers: CalendarAnswers,
  time: Span,
  now: number,
): Conflicts {
  const found: Conflicts = { conflicts: [], unreachable: [] };
  for (const snapshot of snapshots) {
    const hostId = snapshot.host.id;
    const answer = answers.get(hostId);
    const overlapping = busyOf(snapshot, answer, now).filter((busy) => overlaps(busy, time));
    found.conflicts.push(...overlapping.map((busy) => ({ ...busy, hostId })));
    const unreachable = answer?.unreachable ?? [];
    found.unreachable.push(...unreachable.map((calendar) => ({ hostId, calendar })));
  }
  return found;
}

/** A host's busy times as the calendars answered now, plus those of the last sync where not all of them answered. */
export function busyOf(
  { holds, busy }: Pick<HostSnapshot, "holds" | "busy">,
  answer: CalendarAnswer | undefined,
  now: number,
): Omit<Conflict, "hostId">[] {
  const current = (answer?.busy ?? []).flatMap((each) =>
    busyOutsideHolds([each], holds, now).map((span) => ({
      ...span,
      title: each.title,
      calendar: each.calendar,
      ...each.isPrivate ? { isPrivate: each.isPrivate } : {},
    }))
  );
  const isComplete = answer !== undefined && answer.unreachable.length === 0;
  const synced = isComplete ? [] : busy.map(({ start, end }) => ({ start, end }));
  return [...current, ...synced.map((span) => ({ ...span, title: "", calendar: "" }))];
}

/** Conflicts as one host may see them: those of other hosts show that host's name in place of title and calendar. */
export function redactedFor<T extends UnreachableCalendar>(
  viewerId: string,
  snapshots: readonly { host: Pick<Host, "id" | "name"> }[],
  conflicts: readonly T[],
): T[] {
  return conflicts.map((conflict) => {
    if (conflict.hostId === viewerId) return conflict;
    const owner = snapshots.find(({ host }) => host.id === conflict.hostId)?.host.name ?? "";
    return { ...conflict, ...("title" in conflict ? { title: "" } : {}), calendar: owner };
  });
}

/** The fingerprints of conflicts: a form sends back those that its page has shown, and only these are overridden. */
export async function fingerprintsOf(
  { conflicts, unreachable }: Conflicts,
): Promise<{ conflicts: string[]; unreachable: string[] }> {
  return {
    conflicts: await Promise.all(
      conflicts.map(({ hostId, title, calendar, start, end }) =>
        fingerprint(`${start}-${end}`, hostId, title, calendar)
      ),
    ),
    unreachable: await Promise.all(
      unreachable.map(({ hostId, calendar }) => fingerprint("", hostId, "unreachable", calendar)),
    ),
  };
}

/** The same event at the same time has the same fingerprint. */
async function fingerprint(...about: string[]): Promise<string> {
  return (await hashOf("conflict", ...about)).slice(0, 16);
}

/** Bounds the field; a full day of a spammed calendar may have hundreds of conflicts. */
const MAX_FINGERPRINTS = 5_000;

/** The fingerprints that a form sends back. */
export const Fingerprints = v.pipe(
  v.string(),
  v.transform((text) => text.split(" ").filter(Boolean).slice(0, MAX_FINGERPRINTS)),
);
