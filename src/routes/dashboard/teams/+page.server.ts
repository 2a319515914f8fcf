import { redirect } from "@sveltejs/kit";
import type { App as Invito } from "$lib/server/app.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { findTeamOf, listTeamIdsOf, listTeamMembers } from "$lib/server/store/teams.ts";
import { accept, decline, findForHost, listForHost } from "$lib/server/teams/answer-invitation.ts";
import { initialOf } from "$lib/server/bookings/picker/people-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

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

export const actions: Actions = {
  accept: async (event) => {
    const { host, invitation } = await invitationOf(event);
    if (!invitation.ok) return failWith(invitation.refusal, {}, host.language);
    const accepted = await accept(event.locals.app, host.id, invitation.value.invitation);
    if (!accepted.ok) return failWith(accepted.refusal, {}, host.language);
    redirect(303, `${here}/${accepted.value.id}?notice=joined`);
  },
  decline: async (event) => {
    const { host, invitation } = await invitationOf(event);
    if (!invitation.ok) return failWith(invitation.refusal, {}, host.language);
    const declined = await decline(event.locals.app, invitation.value.invitation);
    if (!declined.ok) return failWith(declined.refusal, {}, host.language);
    redirect(303, `${here}?notice=declined`);
  },
};

async function invitationOf(event: RequestEvent) {
  const host = requireHost(event), form = await event.request.formData();
  const teamId = String(form.get("team") ?? "");
  const invitationId = String(form.get("invitation") ?? "");
  const invitation = await findForHost(event.locals.app, host.id, { teamId, invitationId });
  return { host, invitation };
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
