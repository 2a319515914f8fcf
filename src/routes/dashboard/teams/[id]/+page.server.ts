import * as v from "valibot";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { Id } from "$lib/scheduling/id.ts";
import { isManager, TeamInvitationInput } from "$lib/scheduling/team.ts";
import type { App } from "$lib/server/app.ts";
import type { TeamManager } from "$lib/server/availability/change-as-owner.ts";
import { action, actionBy } from "$lib/server/http/action.ts";
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

const kept = { who: "", role: "member" };
const here = (id: string, notice: string) => `/dashboard/teams/${id}?notice=${notice}#invitations`;

/** What is done with one invitation. */
const onInvitation = <T>(
  verb: (app: App, by: TeamManager, id: string) => Promise<Outcome<T>>,
  notice: string,
) =>
  action(
    v.object({ invitation: Id }),
    ({ app, host, event }, { invitation }) =>
      verb(app, { teamId: event.params["id"]!, hostId: host.id }, invitation),
    { kept, done: (_, { event }) => here(event.params["id"]!, notice) },
  );

const byAdmin = actionBy((event) => requireTeam(event, "admin"));

export const actions: Actions = {
  invite: byAdmin(
    TeamInvitationInput,
    ({ app, host, team }, input) =>
      invitations.invite(app, { teamId: team.id, hostId: host.id }, input),
    { done: (_, { team }) => here(team.id, "sent") },
  ),
  sendAgain: onInvitation(invitations.sendAgain, "again"),
  withdraw: onInvitation(invitations.withdraw, "withdrawn"),
};

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
