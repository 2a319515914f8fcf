import { redirect } from "@sveltejs/kit";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { TeamClosureInput } from "$lib/scheduling/team.ts";
import { close } from "$lib/server/teams/close-team.ts";
import { listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";
import { headerOf, requireTeam } from "../../require-team.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event, "owner");
  const words = messages(host.language).dashboard.teams;
  const coming = (await listUpcoming(event.locals.app, team.id)).length;
  return {
    title: words.close.title,
    words: words.close,
    team: headerOf(team, member),
    coming: coming === 0
      ? words.close.nothingComing
      : plural(words.close.coming, coming, host.language),
    anyComing: coming > 0,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { host, team } = await requireTeam(event, "owner");
    const form = await event.request.formData();
    const values = { message: String(form.get("message") ?? "") };
    if (form.get("sure") !== "on") {
      const refusal = { code: "invalid" as const, fields: { sure: "sure-needed" } };
      return failWith(refusal, values, host.language);
    }
    const input = parse(TeamClosureInput, values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const by = { teamId: team.id, hostId: host.id };
    const closed = await close(event.locals.app, by, input.value);
    if (!closed.ok) return failWith(closed.refusal, values, host.language);
    redirect(303, `/dashboard/teams?notice=deleted&team=${encodeURIComponent(team.name)}`);
  },
};
