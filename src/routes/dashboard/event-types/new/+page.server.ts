import { redirect } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { usualSchedule } from "$lib/scheduling/schedule.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { wordsFor } from "$lib/words/index.ts";
import { reshape } from "../reshape.ts";
import { blank, typedFrom, wishOf } from "../typed.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const words = wordsFor(host.language).dashboard.eventTypes;
  const [schedules, types] = await Promise.all([
    listSchedules(app.kv, host.id),
    listEventTypes(app.kv, host.id),
  ]);
  return {
    title: words.new,
    words,
    typed: { ...blank, scheduleId: usualSchedule(schedules, types)?.id ?? "" },
    prefix: `${new URL(app.baseUrl).host}/calendar/${host.username}/`,
    mail: app.sendMail !== null,
    schedules: schedules.map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  reshape,

  create: async (event) => {
    const host = signedIn(event);
    const typed = typedFrom(await event.request.formData());
    const wish = wishOf(typed);
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const made = await eventTypes.create(event.locals.app, host.id, wish.value);
    if (!made.ok) return failWith(made.refusal, typed, host.language);
    redirect(303, `/dashboard/event-types/${made.value.id}?said=created`);
  },
};
