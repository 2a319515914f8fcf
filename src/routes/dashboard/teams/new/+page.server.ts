import { redirect } from "@sveltejs/kit";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { create } from "$lib/server/teams/edit.ts";
import { messages } from "$lib/i18n/messages.ts";
import { zoneGroups } from "$lib/i18n/zone-list.ts";
import type { Actions, PageServerLoad } from "./$types";
import { readTeamForm, teamInputOf } from "../team-form-values.ts";

export const load: PageServerLoad = (event) => {
  const host = requireHost(event);
  const { teams: words, eventTypes } = messages(host.language).dashboard;
  return {
    title: words.form.title,
    words,
    colours: eventTypes.form.colours,
    values: {
      name: "",
      slug: "",
      description: "",
      colour: "blue",
      zone: host.zone,
      language: host.language,
      frameAncestors: "*",
    },
    zones: zoneGroups(host.zone),
    linkStart: `${new URL(event.locals.app.baseUrl).host}/team/`,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const host = requireHost(event);
    const values = readTeamForm(await event.request.formData());
    const input = parse(TeamInput, teamInputOf(values));
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const made = await create(event.locals.app, host.id, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${made.value.id}?notice=created`);
  },
};
