import { redirect } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { defaultSchedule } from "$lib/scheduling/availability-schedule.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listTeamIdsOf } from "$lib/server/store/teams.ts";
import { messages } from "$lib/i18n/messages.ts";
import { editQuestionRowsAction } from "../edit-question-rows.ts";
import {
  newEventTypeFormValues,
  parseEventTypeForm,
  parseEventTypeInputFrom,
} from "../event-type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.eventTypes;
  const [schedules, types, teamIds] = await Promise.all([
    listSchedules(app.kv, host.id),
    listEventTypes(app.kv, host.id),
    listTeamIdsOf(app.kv, host.id),
  ]);
  return {
    title: words.new,
    words,
    values: { ...newEventTypeFormValues, scheduleId: defaultSchedule(schedules, types)?.id ?? "" },
    prefix: `${new URL(app.baseUrl).host}/calendar/${host.username}/`,
    mail: app.sendMail !== null,
    hasTeams: teamIds.length > 0,
    schedules: schedules.map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  editRows: editQuestionRowsAction,

  create: async (event) => {
    const host = requireHost(event);
    const values = parseEventTypeForm(await event.request.formData());
    const input = parseEventTypeInputFrom(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const made = await eventTypes.create(event.locals.app, host.id, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${made.value.id}?notice=created`);
  },
};
