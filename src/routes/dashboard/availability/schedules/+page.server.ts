import * as v from "valibot";
import { defaultSchedule } from "$lib/scheduling/availability-schedule.ts";
import { Id } from "$lib/scheduling/id.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
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

const here = "/dashboard/availability/schedules";
const One = v.object({ id: Id });
const Named = v.object({ name: v.string() });
// What a refusal is shown at: one schedule, or the form of a new one.
const kept = { id: "", name: "" };

export const actions: Actions = {
  create: action(Named, ({ app, host }, { name }) => schedules.create(app, host.id, name), {
    kept,
    done: () => `${here}?notice=created`,
  }),
  copy: action(One, ({ app, host }, { id }) => schedules.copy(app, host.id, id), {
    kept,
    done: () => `${here}?notice=created`,
  }),
  rename: action(
    v.object({ ...One.entries, ...Named.entries }),
    ({ app, host }, { id, name }) => schedules.rename(app, host.id, id, name),
    { kept, done: () => `${here}?notice=renamed` },
  ),
  makeDefault: action(
    One,
    ({ app, host }, { id }) => schedules.makeDefault(app, host.id, id, null),
    { kept, done: () => `${here}?notice=madeDefault` },
  ),
  remove: action(One, ({ app, host }, { id }) => schedules.remove(app, host.id, id), {
    kept,
    done: () => `${here}?notice=removed`,
  }),
};
