import * as v from "valibot";
import { partial } from "$lib/openapi/fields.ts";
import { DateOverride, DateOverrides } from "$lib/scheduling/availability-exceptions.ts";
import { ScheduleName, WeeklyRules } from "$lib/scheduling/availability-schedule.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as dateOverrides from "../availability/date-overrides.ts";
import { removeOverridesOn } from "../availability/date-overrides.ts";
import { readSchedule, schedulesJson } from "../availability/schedule-json.ts";
import * as schedules from "../availability/schedules.ts";
import { operation } from "./operation.ts";

const tag = "Availability";
const path = "/v0/me/schedules/{id}";

/** Weekly hours and single dates by the clock of the host's zone; minutes since midnight. */
export const hours = {
  /** ISO weekdays: Monday is 1. */
  rules: WeeklyRules,
  overrides: DateOverrides,
};

const entries = { name: ScheduleName, ...hours };

export const ScheduleAnswer = v.object({
  id: v.string(),
  ...entries,
  timezone: v.string(),
  /** Whether new event types use it: it was made the default, or most event types use it. */
  isDefault: v.boolean(),
  /** The host's own event types that use it. */
  eventTypes: v.array(v.string()),
  revision: v.number(),
});

const one = v.object({ schedule: ScheduleAnswer });
const revised = { answer: one, revised: "schedule" } as const;
const changes = partial(entries);
const override = { date: "2027-12-24", kind: "block", from: 720, to: 1440 };

export const listSchedules = operation({
  id: "schedules.list",
  method: "GET",
  path: "/v0/me/schedules",
  tag,
  summary: "List schedules",
  access: "read",
  answer: v.object({ schedules: v.array(ScheduleAnswer) }),
}, async ({ app, host }) => {
  return accepted({ schedules: await schedulesJson(app, host) });
});

export const createSchedule = operation({
  id: "schedules.create",
  method: "POST",
  path: "/v0/me/schedules",
  tag,
  summary: "Create a schedule",
  description: "Times are minutes since midnight in your time zone, up to 1440; Monday is 1.",
  access: "settings",
  body: v.object({ ...changes, name: ScheduleName }),
  ...revised,
  refusals: ["name-taken"],
  example: { body: { name: "Mornings", rules: [{ weekday: 1, from: 480, to: 720 }] } },
}, async ({ app, host, body }) => {
  const { name, rules = [], overrides = [] } = body;
  const made = await schedules.create(app, host.id, name, { rules, overrides });
  if (!made.ok) return made;
  const schedule = await readSchedule(app, host, made.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const getSchedule = operation({
  id: "schedules.get",
  method: "GET",
  path,
  tag,
  summary: "Get a schedule",
  access: "read",
  ...revised,
}, async ({ app, host, params }) => {
  const schedule = await readSchedule(app, host, params.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const updateSchedule = operation({
  id: "schedules.update",
  method: "PATCH",
  path,
  tag,
  summary: "Change a schedule",
  description:
    "Replaces the name, weekly hours or date overrides that the body names; with `revision` or If-Match only if it is still current.",
  access: "settings",
  body: v.object({ ...changes, revision: v.optional(v.number()) }),
  ...revised,
  refusals: ["name-taken", "changed"],
  example: { body: { name: "Mornings" } },
}, async ({ app, host, params, body, revision }) => {
  const was = await readSchedule(app, host, params.id);
  if (!was.ok) return was;
  const { revision: expected = revision ?? was.value.revision, ...changes } = body;
  if (expected !== was.value.revision) return refused("changed");
  if (Object.keys(changes).length === 0) return accepted({ schedule: was.value });
  const edited = await schedules.edit(app, host.id, params.id, expected, changes);
  if (!edited.ok) return edited;
  const { rules, overrides, name, revision: current } = edited.value;
  return accepted({ schedule: { ...was.value, name, rules, overrides, revision: current } });
});

export const copySchedule = operation({
  id: "schedules.copy",
  method: "POST",
  path: `${path}/copy`,
  tag,
  summary: "Copy a schedule",
  access: "settings",
  ...revised,
  refusals: ["name-taken", "invalid"],
}, async ({ app, host, params }) => {
  const copy = await schedules.copy(app, host.id, params.id);
  if (!copy.ok) return copy;
  const schedule = await readSchedule(app, host, copy.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const makeDefaultSchedule = operation({
  id: "schedules.makeDefault",
  method: "POST",
  path: `${path}/make-default`,
  tag,
  summary: "Make a schedule the default one",
  description:
    "New event types use it, and team event types for which you chose none. The default until now gets a new revision too.",
  access: "settings",
  status: 200,
  ...revised,
  refusals: ["changed"],
}, async ({ app, host, params, revision }) => {
  const made = await schedules.makeDefault(app, host.id, params.id, revision);
  if (!made.ok) return made;
  const schedule = await readSchedule(app, host, made.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const deleteSchedule = operation({
  id: "schedules.delete",
  method: "DELETE",
  path,
  tag,
  summary: "Delete a schedule that no event type uses",
  access: "settings",
  conditional: true,
  answer: v.object({ id: v.string() }),
  refusals: ["invalid"],
}, async ({ app, host, params, revision }) => {
  const gone = await schedules.remove(app, host.id, params.id, revision);
  return gone.ok ? accepted({ id: gone.value.id }) : gone;
});

export const addOverride = operation({
  id: "schedules.addOverride",
  method: "POST",
  path: `${path}/overrides`,
  tag,
  summary: "Change the hours of one date",
  description:
    "`add` opens time beside the weekly hours, `replace` in place of them, and `block` closes it. Minutes since midnight in your time zone, up to 1440. Past dates are removed.",
  access: "settings",
  body: DateOverride,
  ...revised,
  example: { body: override },
}, async ({ app, host, params, body, revision }) => {
  const added = await dateOverrides.addOverride(app, host.id, params.id, body, revision);
  if (!added.ok) return added;
  const schedule = await readSchedule(app, host, params.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const removeOverride = operation({
  id: "schedules.removeOverride",
  method: "DELETE",
  path: `${path}/overrides/{date}`,
  params: { date: "The date, YYYY-MM-DD." },
  tag,
  summary: "Return to the weekly hours on one date",
  access: "settings",
  ...revised,
}, async ({ app, host, params, revision }) => {
  const { id, date } = params;
  const removed = await removeOverridesOn(app, host.id, id, date, revision);
  if (!removed.ok) return removed;
  const schedule = await readSchedule(app, host, id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
