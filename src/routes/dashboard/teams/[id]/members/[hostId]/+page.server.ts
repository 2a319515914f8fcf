import { error, redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { parse } from "$lib/scheduling/parse.ts";
import {
  ForBookingsInput,
  forWebhooks,
  ForWebhooksInput,
  isManager,
  TeamRoleInput,
} from "$lib/scheduling/team.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getTeamMember, isLastOwner, listTeamMembers } from "$lib/server/store/teams.ts";
import { leave, mayEnd, settleBookings } from "$lib/server/teams/leave.ts";
import { listMadeWebhooks } from "$lib/server/teams/made-webhooks.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";
import { headerOf, requireTeam } from "../../../require-team.ts";
import { nameOf } from "../../members-view.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member, target, upcoming } = await requireMember(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.teams;
  const name = nameOf(await getHost(app.kv, event.params.hostId), words);
  const isMe = event.params.hostId === host.id;
  const made = target && isManager(member.role)
    ? await listMadeWebhooks(app, team.id, target.hostId)
    : [];
  const heading = !target
    ? words.member.formerTitle
    : isMe
    ? words.member.leaveTitle
    : words.member.removeTitle;
  return {
    title: isMe ? format(words.member.leaveTitle, { team: team.name }) : name,
    words,
    team: headerOf(team, member),
    name,
    heading: format(heading, { name, team: team.name }),
    isMe,
    isFormer: target === null,
    isLastOwner: isLastOwner(await listTeamMembers(app.kv, team.id), event.params.hostId),
    role: member.role === "owner" ? target?.role ?? null : null,
    bookings: upcoming.map(({ id, guest, type, start, end, emailUnverified }) => ({
      id,
      when: formatWhen({ start, end }, host),
      // Nobody sees who a guest is before their address is verified.
      what: emailUnverified ? type.title : `${type.title} · ${guest.name}`,
    })),
    // Nobody goes on receiving by their own choice.
    webhookChoices: forWebhooks.filter((choice) => !isMe || choice !== "keep"),
    webhooksTitle: isMe ? words.member.webhooksOwn : format(words.member.webhooks, { name }),
    webhooks: made.map(({ id, url, description }) => ({ id, name: description, url })),
    settling: event.url.searchParams.has("settling"),
  };
};

export const actions: Actions = {
  role: async (event) => {
    const { host, team, member } = await requireMember(event);
    const form = await event.request.formData();
    const values = { role: String(form.get("role") ?? ""), webhooks: webhooksIn(form) };
    const input = parse(
      v.object({ ...TeamRoleInput.entries, ...ForWebhooksInput.entries }),
      values,
    );
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const by = { teamId: team.id, hostId: member.hostId };
    const { role, webhooks } = input.value;
    const changed = await setRole(event.locals.app, by, event.params.hostId, role, webhooks);
    if (!changed.ok) return failWith(changed.refusal, values, host.language);
    redirect(303, `/dashboard/teams/${team.id}?notice=role`);
  },

  leave: async (event) => {
    const { host, team, target, upcoming } = await requireMember(event);
    const form = await event.request.formData();
    const values = {
      bookings: String(form.get("bookings") ?? ""),
      webhooks: webhooksIn(form),
    };
    const asked = upcoming.length > 0 ? values : { ...values, bookings: "keep" };
    const schema = v.object({ ...ForBookingsInput.entries, ...ForWebhooksInput.entries });
    const input = parse(schema, asked);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const { bookings, webhooks } = input.value, { hostId } = event.params;
    const departure = { teamId: team.id, hostId, by: host.id };
    const left = target
      ? await leave(event.locals.app, { ...departure, bookings, webhooks })
      : bookings === "keep"
      ? { ok: true as const }
      : await settleBookings(event.locals.app, { ...departure, bookings });
    if (!left.ok) return failWith(left.refusal, values, host.language);
    const base = `/dashboard/teams/${team.id}`;
    if (hostId === host.id) {
      redirect(303, `/dashboard/teams?notice=left&team=${encodeURIComponent(team.name)}`);
    }
    if (!target && bookings !== "keep") redirect(303, `${base}/members/${hostId}?settling`);
    redirect(303, target ? `${base}?notice=removed&host=${hostId}` : base);
  },
};

/** What was chosen for their webhooks, "pause" where nothing was asked. */
function webhooksIn(form: FormData): string {
  return String(form.get("webhooks") ?? forWebhooks[0]);
}

/** The member or former member of the address, for themselves or whoever may end the membership; 404 for everybody else. */
async function requireMember(event: RequestEvent) {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals, { hostId } = event.params;
  const target = await getTeamMember(app.kv, team.id, hostId);
  const upcoming = await listUpcoming(app, team.id, hostId);
  const isAllowed = target
    ? mayEnd(member, target)
    : isManager(member.role) && (upcoming.length > 0 || event.url.searchParams.has("settling"));
  if (!isAllowed) error(404, messages(host.language).refusals.sentences["not-found"]);
  return { host, team, member, target, upcoming };
}
