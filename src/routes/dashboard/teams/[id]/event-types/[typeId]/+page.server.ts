import { error, redirect } from "@sveltejs/kit";
import { isManager } from "$lib/scheduling/team.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { listTypeMembers } from "$lib/server/event-types/type-members.ts";
import { statusOf } from "$lib/api/refusal-status.ts";
import { failWith, refusalText } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { messages } from "$lib/i18n/messages.ts";
import { editorData } from "../../../../event-types/editor-data.ts";
import { requireTeam } from "../../../require-team.ts";
import { editTeamTypeRows } from "../edit-team-type-rows.ts";
import {
  parseTeamTypeForm,
  parseTeamTypeInputFrom,
  teamTypeFormValues,
} from "../team-type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const type = await getEventType(app.kv, team.id, event.params.typeId);
  if (!type?.team) error(404, all.refusals.sentences["not-found"]);
  const [members, schedules] = await Promise.all([
    listTypeMembers(app, team.id, type),
    listSchedules(app.kv, host.id),
  ]);
  const own = type.team.members.find(({ hostId }) => hostId === host.id);
  const { teamTypes: words } = all.dashboard;
  const place = {
    host,
    owner: { teamId: team.id, hostId: host.id },
    page: team,
    typeId: type.id,
    list: `/dashboard/teams/${team.id}/event-types`,
  };
  const did = event.url.searchParams.get("notice");
  const editor = editorData(event, place, type);
  return {
    ...editor,
    notice: did === "schedule" ? words.schedule.saved : editor.notice,
    teamWords: words,
    values: teamTypeFormValues(type, type.team),
    canEdit: isManager(member.role),
    durations: type.durations,
    description: type.description,
    mode: type.team.mode,
    members,
    schedule: own && (schedules.length > 1 || own.scheduleId !== null)
      ? {
        chosen: own.scheduleId ?? "",
        schedules: schedules.map(({ id, name }) => ({ id, name })),
      }
      : null,
  };
};

export const actions: Actions = {
  editRows: editTeamTypeRows,

  save: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const form = await event.request.formData();
    const values = parseTeamTypeForm(form);
    const input = parseTeamTypeInputFrom(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const manager = { teamId: team.id, hostId: host.id };
    const { typeId } = event.params;
    const saved = await teamTypes.edit(event.locals.app, manager, typeId, revision, input.value);
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${team.id}/event-types/${typeId}?notice=saved`);
  },

  setSchedule: async (event) => {
    const { host, team } = await requireTeam(event);
    const chosen = String((await event.request.formData()).get("schedule") ?? "") || null;
    const member = { teamId: team.id, hostId: host.id };
    const { typeId } = event.params;
    const set = await teamTypes.setMemberSchedule(event.locals.app, member, typeId, chosen);
    if (!set.ok) {
      error(statusOf[set.refusal.code], refusalText(set.refusal, host.language).sentence);
    }
    redirect(303, `/dashboard/teams/${team.id}/event-types/${typeId}?notice=schedule`);
  },

  remove: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const manager = { teamId: team.id, hostId: host.id };
    const gone = await eventTypes.remove(event.locals.app, manager, event.params.typeId);
    if (!gone.ok) {
      error(statusOf[gone.refusal.code], refusalText(gone.refusal, host.language).sentence);
    }
    redirect(303, `/dashboard/teams/${team.id}/event-types?notice=deleted`);
  },
};
