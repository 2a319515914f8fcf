import { redirect } from "@sveltejs/kit";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { defaultSchedule, type Schedule } from "$lib/scheduling/availability-schedule.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatWeeklyHours } from "../../first-steps.ts";
import type { Actions, PageServerLoad } from "./$types";

const notices = ["created", "renamed", "removed", "madeDefault"] as const;

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app: { kv }, region } = event.locals;
  const from = firstWeekday({ ...host, region });
  const words = messages(host.language).dashboard.availability;
  const [all, types] = await Promise.all([
    listSchedules(kv, host.id),
    listEventTypes(kv, host.id),
  ]);
  const did = notices.find((each) => each === event.url.searchParams.get("notice"));
  const defaultId = defaultSchedule(all, types)?.id;
  return {
    title: words.schedules.title,
    words,
    notice: did ? words.schedules[did] : null,
    schedules: all.map(({ id, name, rules }) => ({
      id,
      name,
      hours: formatWeeklyHours(rules, host, words, from),
      isDefault: id === defaultId,
      users: types.filter((type) => type.scheduleId === id).map(({ title }) => title),
    })),
  };
};

type Event = Parameters<Actions[string]>[0];

/** The action of one form: calls `act` and redirects with a success notice. */
const form = (
  notice: string,
  act: (
    event: Event,
    hostId: string,
    values: { id: string; name: string },
  ) => Promise<Outcome<Schedule>>,
) =>
async (event: Event) => {
  const host = requireHost(event);
  const form = await event.request.formData();
  const values = { id: String(form.get("id") ?? ""), name: String(form.get("name") ?? "") };
  const done = await act(event, host.id, values);
  if (!done.ok) return failWith(done.refusal, values, host.language);
  redirect(303, `/dashboard/availability/schedules?notice=${notice}`);
};

export const actions: Actions = {
  create: form(
    "created",
    ({ locals }, hostId, { name }) => schedules.create(locals.app, hostId, name),
  ),
  copy: form("created", ({ locals }, hostId, { id }) => schedules.copy(locals.app, hostId, id)),
  rename: form(
    "renamed",
    ({ locals }, hostId, { id, name }) => schedules.rename(locals.app, hostId, id, name),
  ),
  makeDefault: form(
    "madeDefault",
    ({ locals }, hostId, { id }) => schedules.makeDefault(locals.app, hostId, id, null),
  ),
  remove: form("removed", ({ locals }, hostId, { id }) => schedules.remove(locals.app, hostId, id)),
};
