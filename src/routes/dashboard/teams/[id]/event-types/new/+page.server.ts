import { error, redirect } from "@sveltejs/kit";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { listTypeMembers } from "$lib/server/event-types/type-members.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { getEventType, listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { basicsValues, newType } from "../../../../event-types/editor/basics-values.ts";
import { locationValues } from "../../../../event-types/editor/location-values.ts";
import { newPeopleValues } from "../../../../event-types/editor/people-values.ts";
import { parseSections, readSections } from "../../../../event-types/editor/type-form-values.ts";
import { requireTeam } from "../../../require-team.ts";
import type { Actions, PageServerLoad } from "./$types";

/** The sections that a new type begins with; the others are those of the type that it starts from. */
const sections = ["basics", "people", "location"] as const;

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
    basics: { ...basicsValues(base ?? newType), active: true },
    people: newPeopleValues(members.map(({ hostId }) => hostId)),
    location: locationValues(base ?? newType),
    makes: await conferencesMadeBy(app.kv, members.map(({ hostId }) => hostId)),
    members,
    prefix: `${new URL(app.baseUrl).host}${pagePathOf(team)}/`,
  };
};

export const actions: Actions = {
  create: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const { app } = event.locals;
    const form = await event.request.formData();
    const values = readSections(sections, form);
    const input = parseSections(sections, form);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const { fields, terms } = input.value;
    const manager = { teamId: team.id, hostId: host.id };
    const baseId = String(form.get("from") ?? "") || null;
    const base = baseId && await getEventType(app.kv, host.id, baseId);
    const made = await teamTypes.create(
      app,
      manager,
      { fields: { ...(base || newType), ...fields }, terms: terms! },
      baseId,
    );
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${team.id}/event-types/${made.value.id}?notice=created`);
  },
};
