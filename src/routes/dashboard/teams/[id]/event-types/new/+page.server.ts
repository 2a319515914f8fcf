import { error, redirect } from "@sveltejs/kit";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { listTypeMembers } from "$lib/server/event-types/type-members.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { requireTeam } from "../../../require-team.ts";
import { editTeamTypeRows } from "../edit-team-type-rows.ts";
import {
  newTeamTypeFormValues,
  parseTeamTypeForm,
  parseTeamTypeInputFrom,
} from "../team-type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team } = await requireTeam(event, "admin");
  const { app } = event.locals;
  const all = messages(host.language);
  const [types, members] = await Promise.all([
    listEventTypes(app.kv, host.id),
    listTypeMembers(app, team.id, null),
  ]);
  const from = event.url.searchParams.get("from");
  const base = types.find(({ id }) => id === from) ?? null;
  if (from && !base) error(404, all.refusals.sentences["not-found"]);
  return {
    title: all.dashboard.eventTypes.new,
    words: all.dashboard.eventTypes,
    teamWords: all.dashboard.teamTypes,
    list: `/dashboard/teams/${team.id}/event-types`,
    from: base?.id ?? "",
    bases: types.map(({ id, title }) => ({ id, title })),
    values: newTeamTypeFormValues(base, members.map(({ hostId }) => hostId)),
    members,
    prefix: `${new URL(app.baseUrl).host}${pagePathOf(team)}/`,
    mail: app.sendMail !== null,
  };
};

export const actions: Actions = {
  editRows: editTeamTypeRows,

  create: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const form = await event.request.formData();
    const values = parseTeamTypeForm(form);
    const input = parseTeamTypeInputFrom(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const manager = { teamId: team.id, hostId: host.id };
    const baseId = String(form.get("from") ?? "") || null;
    const made = await teamTypes.create(event.locals.app, manager, input.value, baseId);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${team.id}/event-types/${made.value.id}?notice=created`);
  },
};
