import { tidyOverrides } from "$lib/scheduling/availability-exceptions.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import { languages } from "$lib/scheduling/language.ts";
import { parse } from "$lib/scheduling/parse.ts";
import {
  defaultSchedule,
  MAX_SCHEDULES,
  mergeRules,
  type Schedule,
  ScheduleName,
  type WeeklyRule,
} from "$lib/scheduling/availability-schedule.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import { withoutIsolates } from "$lib/i18n/isolate.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getHost } from "../store/hosts.ts";
import { listTeamIdsOf } from "../store/teams.ts";
import { deleteSchedule, getSchedule, listSchedules, setSchedule } from "../store/schedules.ts";
import { changeUnderGuard, type GuardRefusal } from "./change-under-guard.ts";

/** What a host sets on a schedule. */
export type ScheduleFields = Pick<Schedule, "name" | "rules" | "overrides">;

/** Saves parsed weekly hours, overlapping windows merged; "changed" when the hours changed after the revision that the form showed. */
export function saveRules(
  app: App,
  hostId: string,
  scheduleId: string,
  { revision, rules }: { revision: number; rules: WeeklyRule[] },
): Promise<Outcome<Schedule, GuardRefusal | "changed">> {
  return change(app, { hostId, scheduleId }, (was) => {
    if (!(revision >= was.hoursRevision)) return refused("changed");
    return accepted({ ...was, rules: mergeRules(rules), hoursRevision: was.revision + 1 });
  });
}

/** Replaces what `fields` names, in one commit; "changed" when the revision is outdated, or what was read is not current. */
export function edit(
  app: App,
  hostId: string,
  scheduleId: string,
  revision: number | (() => Promise<boolean>),
  fields: Partial<ScheduleFields>,
): Promise<Outcome<Schedule, GuardRefusal | "changed" | "invalid" | "name-taken">> {
  const isCurrent = typeof revision === "number" ? null : revision;
  const expected = typeof revision === "number" ? revision : null;
  return change(app, { hostId, scheduleId, revision: expected }, async (was) => {
    if (isCurrent && !await isCurrent()) return refused("changed");
    const { name = was.name, rules = was.rules, overrides = was.overrides } = fields;
    const named = uniqueName(await othersThan(app, was), name);
    if (!named.ok) return named;
    const hoursRevision = fields.rules ? was.revision + 1 : was.hoursRevision;
    return accepted({ ...was, ...tidy({ name: named.value, rules, overrides }), hoursRevision });
  });
}

/** A further set of hours, empty until it is filled. */
export function create(
  app: App,
  hostId: string,
  name: string,
  { rules, overrides }: Omit<ScheduleFields, "name"> = { rules: [], overrides: [] },
): Promise<Outcome<Schedule, GuardRefusal | "invalid" | "name-taken">> {
  return add(app, hostId, () => accepted(tidy({ name, rules, overrides })));
}

/** A copy of hours and single dates under a name of its own. */
export function copy(
  app: App,
  hostId: string,
  scheduleId: string,
): Promise<Outcome<Schedule, GuardRefusal | "invalid" | "name-taken">> {
  return add(app, hostId, (others, { language }) => {
    const original = others.find(({ id }) => id === scheduleId);
    if (!original) return refused("not-found");
    const { copied } = messages(language).dashboard.availability.schedules;
    const name = withoutIsolates(
      format(copied, { name: original.name.slice(0, 60 - copied.length) }),
    );
    return accepted({ name, rules: original.rules, overrides: original.overrides });
  });
}

/** Renames a schedule; "name-taken" when another of the host has the name. */
export function rename(
  app: App,
  hostId: string,
  scheduleId: string,
  name: string,
): Promise<Outcome<Schedule, GuardRefusal | "changed" | "invalid" | "name-taken">> {
  return change(app, { hostId, scheduleId }, async (was) => {
    const named = uniqueName(await othersThan(app, was), name);
    return named.ok ? accepted({ ...was, name: named.value }) : named;
  });
}

/**
 * Makes a schedule the default one, for new event types and where a team's event type names none. Both this one and the
 * default until now get a new revision; "changed" when the revision is outdated, null means any.
 */
export function makeDefault(
  app: App,
  hostId: string,
  scheduleId: string,
  revision: number | null,
): Promise<Outcome<Schedule, GuardRefusal | "changed">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const all = await listSchedules(app.kv, hostId);
    const next = all.find(({ id }) => id === scheduleId);
    if (!next) return refused("not-found");
    if (revision !== null && revision !== next.revision) return refused("changed");
    const was = defaultSchedule(all, await listEventTypes(app.kv, hostId));
    if (was && was.id !== scheduleId) {
      setSchedule(op, { ...was, isDefault: false, revision: was.revision + 1 });
    }
    const schedule = { ...next, isDefault: true, revision: next.revision + 1 };
    setSchedule(op, schedule);
    return accepted(schedule);
  });
}

/** Deletes hours that no event type uses; the titles of those that do come back as the refusal's detail. */
export function remove(
  app: App,
  hostId: string,
  scheduleId: string,
  revision: number | null = null,
): Promise<Outcome<Schedule, GuardRefusal | "changed" | "invalid">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getSchedule(app.kv, hostId, scheduleId);
    if (!was) return refused("not-found");
    if (revision !== null && revision !== was.revision) return refused("changed");
    const users = await typesOfSchedule(app, hostId, scheduleId);
    if (users.length > 0) {
      const host = await getHost(app.kv, hostId);
      if (!host) return refused("not-found");
      const detail = inLine(users.map(({ title }) => title), host.language);
      return refused("invalid", { fields: { form: "schedule-used" }, detail });
    }
    // The last hours stay: a type that is made later needs some.
    if ((await listSchedules(app.kv, hostId)).length < 2) {
      return refused("invalid", { fields: { form: "schedule-last" } });
    }
    deleteSchedule(op, was);
    return accepted(was);
  });
}

/** The event types that use a schedule: the host's own, and those of their teams for which they chose it. */
async function typesOfSchedule(
  app: App,
  hostId: string,
  scheduleId: string,
): Promise<EventType[]> {
  const own = await listEventTypes(app.kv, hostId);
  const teamIds = await listTeamIdsOf(app.kv, hostId);
  const ofTeams = await Promise.all(teamIds.map((teamId) => listEventTypes(app.kv, teamId)));
  return [
    ...own.filter((type) => type.scheduleId === scheduleId),
    ...ofTeams.flat().filter(({ team }) =>
      team?.members.some((member) => member.hostId === hostId && member.scheduleId === scheduleId)
    ),
  ];
}

/** Which schedule a change is about. */
interface Changed {
  hostId: string;
  scheduleId: string;
  /** The revision that it must still have; any without one. */
  revision?: number | null;
}

/** Changes a schedule of a host under their guard; "changed" when its revision is not the given one. */
export function change<Code extends RefusalCode>(
  app: App,
  { hostId, scheduleId, revision = null }: Changed,
  make: (was: Schedule) => Promise<Outcome<Schedule, Code>> | Outcome<Schedule, Code>,
): Promise<Outcome<Schedule, Code | "changed" | GuardRefusal>> {
  return changeUnderGuard<Schedule, Code | "changed" | "not-found">(app, hostId, async (op) => {
    const was = await getSchedule(app.kv, hostId, scheduleId);
    if (!was) return refused("not-found");
    if (revision !== null && was.revision !== revision) return refused("changed");
    const made = await make(was);
    if (!made.ok) return made;
    const schedule = { ...made.value, revision: was.revision + 1 };
    setSchedule(op, schedule);
    return accepted(schedule);
  });
}

async function othersThan(app: App, { id, hostId }: Schedule): Promise<Schedule[]> {
  return (await listSchedules(app.kv, hostId)).filter((other) => other.id !== id);
}

function add<Code extends RefusalCode>(
  app: App,
  hostId: string,
  make: (others: readonly Schedule[], host: { language: string }) => Outcome<ScheduleFields, Code>,
): Promise<Outcome<Schedule, Code | "invalid" | "name-taken" | GuardRefusal>> {
  return changeUnderGuard<Schedule, Code | "invalid" | "name-taken">(app, hostId, async (op) => {
    const others = await listSchedules(app.kv, hostId);
    if (others.length >= MAX_SCHEDULES) {
      return refused("invalid", { fields: { name: "too-many-schedules" } });
    }
    const host = await getHost(app.kv, hostId);
    const made = make(others, { language: host?.language ?? languages[0] });
    if (!made.ok) return made;
    const named = uniqueName(others, made.value.name);
    if (!named.ok) return named;
    const schedule = {
      ...made.value,
      id: newId(),
      hostId,
      name: named.value,
      revision: 1,
      hoursRevision: 1,
    };
    setSchedule(op, schedule);
    return accepted(schedule);
  });
}

function uniqueName(
  others: readonly Schedule[],
  name: string,
): Outcome<string, "invalid" | "name-taken"> {
  const parsed = parse(ScheduleName, name);
  if (!parsed.ok) {
    return refused("invalid", { fields: { name: parsed.refusal.fields?.form ?? "" } });
  }
  const isTaken = others.some((other) => other.name.toLowerCase() === parsed.value.toLowerCase());
  return isTaken ? refused("name-taken", { fields: { name: "schedule-name-taken" } }) : parsed;
}

function tidy({ name, rules, overrides }: ScheduleFields): ScheduleFields {
  return { name, rules: mergeRules(rules), overrides: tidyOverrides(overrides) };
}
