import { actionBy } from "$lib/server/http/action.ts";
import { error, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import {
  ForBookingsInput,
  forWebhooks,
  ForWebhooksInput,
  isManager,
  TeamRoleInput,
} from "$lib/scheduling/team.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getTeamMember, isLastOwner, listTeamMembers } from "$lib/server/store/teams.ts";
import { leave, mayEnd, settleBookings } from "$lib/server/teams/leave.ts";
import { listMadeWebhooks } from "$lib/server/teams/made-webhooks.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import { headerOf, requireTeam } from "../../../require-team.ts";
import { nameOf } from "../../members-view.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member, target, upcoming } = await requireMember(event);
  const { app } = event.locals;
  const words = messages(host.language, app).dashboard.teams;
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

const byMember = actionBy(requireMember);
/** What is chosen for their webhooks: "pause" where nothing was asked. */
const webhooks = v.optional(ForWebhooksInput.entries.webhooks, forWebhooks[0]);

export const actions: Actions = {
  role: byMember(
    v.object({ ...TeamRoleInput.entries, webhooks }),
    ({ app, team, member, hostId }, { role, webhooks }) =>
      setRole(app, { teamId: team.id, hostId: member.hostId }, hostId, role, webhooks),
    { done: (_, { team }) => `/dashboard/teams/${team.id}?notice=role` },
  ),

  leave: byMember(
    v.object({ bookings: v.optional(v.string(), ""), webhooks }),
    async ({ app, host, team, target, upcoming, hostId }, { bookings: asked, webhooks }) => {
      const chosen = parse(ForBookingsInput, { bookings: upcoming.length > 0 ? asked : "keep" });
      if (!chosen.ok) return chosen;
      const { bookings } = chosen.value;
      const departure = { teamId: team.id, hostId, by: host.id };
      const left = target
        ? await leave(app, { ...departure, bookings, webhooks })
        : bookings === "keep"
        ? accepted(null)
        : await settleBookings(app, { ...departure, bookings });
      return left.ok ? accepted({ bookings }) : left;
    },
    {
      done({ bookings }, { host, team, target, hostId }) {
        const base = `/dashboard/teams/${team.id}`;
        if (hostId === host.id) {
          return `/dashboard/teams?notice=left&team=${encodeURIComponent(team.name)}`;
        }
        if (target) return `${base}?notice=removed&host=${hostId}`;
        return bookings === "keep" ? base : `${base}/members/${hostId}?settling`;
      },
    },
  ),
};

/** The member or former member of the address, for themselves or whoever may end the membership; 404 for everybody else. */
async function requireMember(event: RequestEvent) {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals, { hostId = "" } = event.params;
  const target = await getTeamMember(app.kv, team.id, hostId);
  const upcoming = await listUpcoming(app, team.id, hostId);
  const isAllowed = target
    ? mayEnd(member, target)
    : isManager(member.role) && (upcoming.length > 0 || event.url.searchParams.has("settling"));
  if (!isAllowed) error(404, messages(host.language).refusals.sentences["not-found"]);
  return { host, team, member, target, upcoming, hostId };
}
