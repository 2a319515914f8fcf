import * as v from "valibot";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { ForBookingsInput, ForWebhooksInput, TeamInput } from "$lib/scheduling/team.ts";
import { format } from "$lib/i18n/format.ts";
import { findTeamOf } from "../../store/teams.ts";
import { close } from "../../teams/close-team.ts";
import { createFor } from "../../teams/edit.ts";
import { leave } from "../../teams/leave.ts";
import { teamJson } from "../../teams/team-json.ts";
import { MemberId, message, TeamId, words } from "../fields.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;
const { name, slug, description, zone } = TeamInput.entries;

export const create = tool({
  name: "create_team",
  title: tools.createTeam.title,
  description: tools.createTeam.description,
  scope: "teams",
  input: v.object({
    name: v.pipe(name, v.description(fields.teamName)),
    slug: v.exactOptional(v.pipe(slug, v.description(fields.teamSlug))),
    description: v.exactOptional(
      v.pipe(description.wrapped, v.description(fields.teamDescription)),
    ),
    timezone: v.exactOptional(v.pipe(zone, v.description(fields.teamZone))),
  }),
  async run({ app, host }, given) {
    const made = await createFor(app, host, given);
    if (!made.ok) return made;
    const team = teamJson(app.baseUrl, made.value, { role: "owner" });
    return accepted({
      text: format(tools.createTeam.done, {
        team: team.name,
        page: team.url,
        host: host.name,
        invite: `${app.baseUrl}/dashboard/teams/${team.id}`,
      }),
      data: { team },
    });
  },
});

export const removeMember = tool({
  name: "remove_team_member",
  title: tools.removeTeamMember.title,
  description: tools.removeTeamMember.description,
  scope: "teams",
  isDestructive: true,
  input: v.object({
    teamId: TeamId,
    memberId: MemberId,
    bookings: v.pipe(ForBookingsInput.entries.bookings, v.description(fields.bookings)),
    webhooks: v.pipe(ForWebhooksInput.entries.webhooks, v.description(fields.webhooks)),
  }),
  async run({ app, host }, { teamId, memberId, bookings, webhooks }) {
    const found = await findTeamOf(app.kv, teamId, host.id);
    if (!found) return refused("not-found");
    const departure = { teamId, hostId: memberId, by: host.id, bookings, webhooks };
    const left = await leave(app, departure);
    if (!left.ok) return left;
    const texts = tools.removeTeamMember;
    return accepted({
      text: format(memberId === host.id ? texts.left : texts.removed, {
        host: host.name,
        team: found.team.slug,
        bookings: texts.bookings[bookings],
      }),
      data: { teamId, memberId, bookings },
    });
  },
});

export const del = tool({
  name: "delete_team",
  title: tools.deleteTeam.title,
  description: tools.deleteTeam.description,
  scope: "teams",
  isDestructive: true,
  input: v.object({ teamId: TeamId, message: message(fields.teamMessage) }),
  async run({ app, host }, { teamId, message }) {
    const closed = await close(app, { teamId, hostId: host.id }, { message });
    if (!closed.ok) return closed;
    return accepted({
      text: format(tools.deleteTeam.done, { team: closed.value.slug }),
      data: { teamId },
    });
  },
});
