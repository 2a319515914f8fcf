import { redirect } from "@sveltejs/kit";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { isManager, TeamInvitationInput } from "$lib/scheduling/team.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import * as invitations from "$lib/server/teams/invitations.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";
import { headerOf, requireTeam } from "../require-team.ts";
import { invitationsView, membersView, nameOf, problemsOf } from "./members-view.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.teams;
  const manages = isManager(member.role);
  const { rows, former } = await membersView(app, team, member, words, host.language);
  return {
    title: team.name,
    words,
    team: headerOf(team, member),
    link: `${app.baseUrl}/team/${team.slug}`,
    linkLabel: format(words.link, { team: team.name }),
    members: rows,
    former: manages ? former : [],
    problems: manages ? await problemsOf(app, team, words, host.language) : [],
    mayInviteAdmins: member.role === "owner",
    invitations: manages ? await invitationsView(app, team, host, words) : [],
    notice: await noticeOf(event),
  };
};

const noValues = { who: "", role: "member" };

export const actions: Actions = {
  invite: async (event) => {
    const { host, team } = await requireTeam(event, "admin");
    const form = await event.request.formData();
    const values = {
      who: String(form.get("who") ?? "").slice(0, 400),
      role: String(form.get("role") ?? "member").slice(0, 20),
    };
    const input = parse(TeamInvitationInput, values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const by = { teamId: team.id, hostId: host.id };
    return answer(
      event,
      await invitations.invite(event.locals.app, by, input.value),
      "sent",
      values,
    );
  },
  sendAgain: (event) => onInvitation(event, invitations.sendAgain, "again"),
  withdraw: (event) => onInvitation(event, invitations.withdraw, "withdrawn"),
};

async function onInvitation(
  event: RequestEvent,
  verb: typeof invitations.withdraw | typeof invitations.sendAgain,
  done: string,
) {
  const host = requireHost(event), form = await event.request.formData();
  const by = { teamId: event.params.id, hostId: host.id };
  const id = String(form.get("invitation") ?? "").slice(0, 100);
  return answer(event, await verb(event.locals.app, by, id), done, noValues);
}

function answer<T>(
  event: RequestEvent,
  outcome: Outcome<T>,
  done: string,
  values: typeof noValues,
) {
  const host = requireHost(event);
  if (!outcome.ok) return failWith(outcome.refusal, values, host.language);
  redirect(303, `/dashboard/teams/${event.params.id}?notice=${done}#invitations`);
}

async function noticeOf(event: RequestEvent): Promise<string | null> {
  const { host, team } = await requireTeam(event);
  const words = messages(host.language).dashboard.teams;
  const query = event.url.searchParams;
  switch (query.get("notice")) {
    case "created":
      return words.form.created;
    case "joined":
      return format(words.invitation.accepted, { team: team.name });
    case "sent":
      return words.invite.sent;
    case "again":
      return words.invite.againDone;
    case "withdrawn":
      return words.invite.withdrawn;
    case "role":
      return words.member.roleSaved;
    case "removed": {
      const removed = await getHost(event.locals.app.kv, (query.get("host") ?? "").slice(0, 100));
      return format(words.member.removed, { name: nameOf(removed, words) });
    }
    default:
      return null;
  }
}
