import { redirect } from "@sveltejs/kit";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { edit } from "$lib/server/teams/edit.ts";
import { messages } from "$lib/i18n/messages.ts";
import { zoneGroups } from "$lib/i18n/zone-list.ts";
import type { Actions, PageServerLoad } from "./$types";
import { headerOf, requireTeam } from "../../require-team.ts";
import { readTeamForm, teamFormValues, teamInputOf } from "../../team-form-values.ts";

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
    zones: zoneGroups(team.zone),
    linkStart: `${new URL(event.locals.app.baseUrl).host}/team/`,
    page: { title: page.teamTitle, lead: page.teamLead, open: page.teamOpen },
    webhooks: { title: webhooks.title, lead: webhooks.teamLead, open: webhooks.open },
    emailTexts: { title: general.title, lead: general.teamLead, open: general.open },
    isOwner: member.role === "owner",
    saved: event.url.searchParams.has("saved"),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const form = await event.request.formData();
    const values = readTeamForm(form);
    const input = parse(TeamInput, teamInputOf(values));
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const by = { teamId: team.id, hostId: host.id };
    const edited = await edit(event.locals.app, by, Number(form.get("revision")), input.value);
    if (!edited.ok) return failWith(edited.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${team.id}/settings?saved`);
  },
};
