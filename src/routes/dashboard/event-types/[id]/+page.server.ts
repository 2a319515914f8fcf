import { error, redirect } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { statusOf } from "$lib/api/refusal-status.ts";
import { failWith, refusalText, requireHost } from "$lib/server/http/problem-details.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listTeamIdsOf } from "$lib/server/store/teams.ts";
import { editQuestionRowsAction } from "../edit-question-rows.ts";
import { editorData } from "../editor-data.ts";
import { parseEventTypeForm, parseEventTypeInputFrom } from "../event-type-form-values.ts";
import { ownPlace, requireType } from "../type-place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const place = await ownPlace(event);
  const type = await requireType(event, place);
  const { host } = place;
  const { app } = event.locals;
  const [schedules, teamIds] = await Promise.all([
    listSchedules(app.kv, host.id),
    listTeamIdsOf(app.kv, host.id),
  ]);
  return {
    ...editorData(event, place, type),
    schedules: schedules.map(({ id, name }) => ({ id, name })),
    hasTeams: teamIds.length > 0,
  };
};

export const actions: Actions = {
  editRows: editQuestionRowsAction,

  save: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const values = parseEventTypeForm(form);
    const input = parseEventTypeInputFrom(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const { id } = event.params;
    const saved = await eventTypes.edit(event.locals.app, host.id, id, revision, input.value);
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${id}?notice=saved`);
  },

  remove: async (event) => {
    const host = requireHost(event);
    const gone = await eventTypes.remove(event.locals.app, host.id, event.params.id);
    if (!gone.ok) {
      error(statusOf[gone.refusal.code], refusalText(gone.refusal, host.language).sentence);
    }
    redirect(303, "/dashboard/event-types?notice=deleted");
  },
};
