import { error, redirect } from "@sveltejs/kit";
import { isManager } from "$lib/scheduling/team.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { messages } from "$lib/i18n/messages.ts";
import { editorData } from "../../../../../event-types/editor-data.ts";
import { sectionActions, sectionOf } from "../../../../../event-types/section-page.ts";
import { placeOfTeam, teamPlace } from "../../../../../event-types/type-place.ts";
import { requireTeam } from "../../../../require-team.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const section = sectionOf(event);
  const type = await getEventType(app.kv, team.id, event.params.typeId);
  const canEdit = isManager(member.role);
  if (!type?.team || !(canEdit || section === "basics")) {
    error(404, all.refusals.sentences["not-found"]);
  }
  const schedules = await listSchedules(app.kv, host.id);
  const own = type.team.members.find(({ hostId }) => hostId === host.id);
  const { teamTypes: words } = all.dashboard;
  const editor = await editorData(event, placeOfTeam(event, host, team), type, section);
  return {
    ...editor,
    notice: event.url.searchParams.get("notice") === "schedule"
      ? words.schedule.saved
      : editor.notice,
    canEdit,
    readOnly: { durations: type.durations, description: type.description, mode: type.team.mode },
    schedule: section === "basics" && own && (schedules.length > 1 || own.scheduleId !== null)
      ? {
        chosen: own.scheduleId ?? "",
        schedules: schedules.map(({ id, name }) => ({ id, name })),
      }
      : null,
  };
};

export const actions: Actions = {
  ...sectionActions(teamPlace),

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
};
