import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { action } from "$lib/server/http/action.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { findTeamOf, listTeamIdsOf, listTeamMembers } from "$lib/server/store/teams.ts";
import { accept, decline, findForHost, listForHost } from "$lib/server/teams/answer-invitation.ts";
import { initialOf } from "$lib/server/views/picker/people-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";

const here = "/dashboard/teams";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.teams;
  const teams = await Promise.all(
    (await listTeamIdsOf(app.kv, host.id)).map(async (id) => {
      const found = await findTeamOf(app.kv, id, host.id);
      if (!found) return null;
      const members = await listTeamMembers(app.kv, id);
      const { name, colour } = found.team;
      return {
        id,
        name,
        colour,
        initial: initialOf(name),
        role: words.roles[found.member.role],
        members: plural(words.members, members.length, host.language),
      };
    }),
  );
  return {
    title: words.title,
    words,
    teams: teams.filter((team) => team !== null).sort((a, b) => a.name.localeCompare(b.name)),
    invitations: await waitingInvitations(app, host.id, words),
    notice: noticeOf(event.url, words),
  };
};

const One = v.object({ team: Id, invitation: Id });

export const actions: Actions = {
  accept: action(One, async ({ app, host }, ids) => {
    const found = await invitationOf(app, host.id, ids);
    return found.ok ? accept(app, host.id, found.value.invitation) : found;
  }, { done: ({ id }) => `${here}/${id}?notice=joined` }),

  decline: action(One, async ({ app, host }, ids) => {
    const found = await invitationOf(app, host.id, ids);
    return found.ok ? decline(app, found.value.invitation) : found;
  }, { done: () => `${here}?notice=declined` }),
};

function invitationOf(app: Invito, hostId: string, ids: v.InferOutput<typeof One>) {
  return findForHost(app, hostId, { teamId: ids.team, invitationId: ids.invitation });
}

type Words = ReturnType<typeof messages>["dashboard"]["teams"];

async function waitingInvitations(app: Invito, hostId: string, words: Words) {
  return (await listForHost(app, hostId)).map(({ invitation, team, inviter }) => {
    const places = { inviter: inviter || words.invitation.someone, team: team.name };
    return {
      id: invitation.id,
      teamId: team.id,
      team: team.name,
      text: format(words.invitation.text[invitation.role], places),
    };
  });
}

function noticeOf(url: URL, words: Words): string | null {
  const team = url.searchParams.get("team")?.slice(0, 80) ?? "";
  switch (url.searchParams.get("notice")) {
    case "declined":
      return words.invitation.declined;
    case "left":
      return format(words.member.left, { team });
    case "deleted":
      return format(words.close.done, { team });
    default:
      return null;
  }
}
