import { redirect } from "@sveltejs/kit";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { basicsValues, newType } from "../editor/basics-values.ts";
import { locationValues } from "../editor/location-values.ts";
import { parseSections, readSections } from "../editor/type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

/** The sections that a new type begins with; the others have their defaults. */
const sections = ["basics", "location"] as const;

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.eventTypes;
  return {
    title: words.new,
    words,
    basics: basicsValues(newType),
    location: locationValues(newType),
    makes: await conferencesMadeBy(app.kv, [host.id]),
    prefix: `${new URL(app.baseUrl).host}/calendar/${host.username}/`,
  };
};

export const actions: Actions = {
  create: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const values = readSections(sections, form);
    const input = parseSections(sections, form);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const made = await eventTypes.create(event.locals.app, host.id, {
      ...newType,
      ...input.value.fields,
    });
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${made.value.id}?notice=created`);
  },
};
