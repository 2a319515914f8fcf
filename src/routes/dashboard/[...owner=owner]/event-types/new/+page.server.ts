import { error, redirect } from "@sveltejs/kit";
import { type EventTypeInput, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import type { TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { listTypeMembers } from "$lib/server/event-types/type-members.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { getEventType, listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type Place, placeOf } from "../../../place.ts";
import { locationValues, unchosenLocation } from "../editor/location-values.ts";
import { newPeopleValues } from "../editor/people-values.ts";
import { basicsValues, parseSections, readSections } from "../editor/type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What a new event type starts with; title and slug are still to be entered. */
const newType: EventTypeInput = {
  ...parseEventTypeInput({ title: "-", slug: "new", durations: [30], colour: "green" }),
  title: "",
  slug: "",
};

/** The sections that a new type begins with; the others have their defaults, or are those of the type that it starts from. */
const sectionsOf = ({ team }: Place): TypeSection[] =>
  team ? ["basics", "people", "location"] : ["basics", "location"];

export const load: PageServerLoad = async (event) => {
  const { host, team, base } = await placeOf(event);
  const { app } = event.locals, { dashboard, refusals } = messages(host.language, app);
  const members = team ? await listTypeMembers(app, team.id, null) : [];
  const memberIds = team ? members.map(({ hostId }) => hostId) : [host.id];
  const own = team ? await listEventTypes(app.kv, host.id) : [];
  const from = team && event.url.searchParams.get("from");
  const start = own.find(({ id }) => id === from) ?? null;
  if (from && !start) error(404, refusals.sentences["not-found"]);
  return {
    title: dashboard.eventTypes.new,
    words: dashboard.eventTypes,
    teamWords: dashboard.teamTypes,
    list: `${base}/event-types`,
    from: start?.id ?? "",
    bases: own.map(({ id, title }) => ({ id, title })),
    basics: { ...basicsValues(start ?? newType), active: true },
    people: team && newPeopleValues(memberIds),
    location: start ? locationValues(start) : unchosenLocation,
    makes: await conferencesMadeBy(app.kv, memberIds),
    members,
    prefix: `${new URL(app.baseUrl).host}${pagePathOf(team ?? host)}/`,
  };
};

export const actions: Actions = {
  create: async (event) => {
    const place = await placeOf(event), { host, team, base } = place;
    const { app } = event.locals, sections = sectionsOf(place);
    const form = await event.request.formData();
    const values = readSections(sections, form);
    const input = parseSections(sections, form, host);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const { fields, terms } = input.value;
    const fromId = team && String(form.get("from") ?? "") || null;
    const start = fromId && await getEventType(app.kv, host.id, fromId) || newType;
    const made = team
      ? await teamTypes.create(
        app,
        { teamId: team.id, hostId: host.id },
        { fields: { ...start, ...fields }, terms: terms! },
        fromId,
      )
      : await eventTypes.create(app, host.id, { ...newType, ...fields });
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `${base}/event-types/${made.value.id}?notice=created`);
  },
};
