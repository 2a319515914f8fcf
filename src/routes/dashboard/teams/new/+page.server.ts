import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { create } from "$lib/server/teams/edit.ts";
import { messages } from "$lib/i18n/messages.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import type { Actions, PageServerLoad } from "./$types";
import { TeamForm, teamInputOf } from "../team-form-values.ts";

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
    zones: searchZones("", host, event.locals.app.now()),
    linkStart: `${new URL(event.locals.app.baseUrl).host}/team/`,
  };
};

export const actions: Actions = {
  default: action(TeamForm, ({ app, host }, values) => {
    const input = teamInputOf(values);
    return input.ok ? create(app, host.id, input.value) : input;
  }, { done: ({ id }) => `/dashboard/teams/${id}?notice=created` }),
};
