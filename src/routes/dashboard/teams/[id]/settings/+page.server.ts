import * as v from "valibot";
import { actionBy } from "$lib/server/http/action.ts";
import { edit } from "$lib/server/teams/edit.ts";
import { messages } from "$lib/i18n/messages.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import type { Actions, PageServerLoad } from "./$types";
import { headerOf, requireTeam } from "../../require-team.ts";
import { TeamForm, teamFormValues, teamInputOf } from "../../team-form-values.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event, "admin");
  const { teams: words, eventTypes, page, webhooks, emailTemplates: { general } } =
    messages(host.language).dashboard;
  return {
    title: team.name,
    words,
    colours: eventTypes.form.colours,
    team: headerOf(team, member),
    revision: team.revision,
    values: teamFormValues(team),
    zones: searchZones("", { ...host, zone: team.zone }, event.locals.app.now()),
    linkStart: `${new URL(event.locals.app.baseUrl).host}/team/`,
    page: { title: page.teamTitle, lead: page.teamLead, open: page.teamOpen },
    webhooks: { title: webhooks.title, lead: webhooks.teamLead, open: webhooks.open },
    emailTexts: { title: general.title, lead: general.teamLead, open: general.open },
    isOwner: member.role === "owner",
    saved: event.url.searchParams.has("saved"),
  };
};

export const actions: Actions = {
  default: actionBy((event) => requireTeam(event, "admin"))(
    v.object({ ...TeamForm.entries, revision: v.number() }),
    ({ app, host, team }, { revision, ...values }) => {
      const input = teamInputOf(values);
      if (!input.ok) return input;
      return edit(app, { teamId: team.id, hostId: host.id }, revision, input.value);
    },
    { done: (_, { team }) => `/dashboard/teams/${team.id}/settings?saved` },
  ),
};
