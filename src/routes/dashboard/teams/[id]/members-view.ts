import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamMember } from "$lib/scheduling/team.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { formatShortDate } from "$lib/i18n/date-time.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import { initialOf } from "$lib/server/views/picker/people-view.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { listTeamMembers } from "$lib/server/store/teams.ts";
import { mayEnd } from "$lib/server/teams/leave.ts";
import { readMemberState } from "$lib/server/teams/team-json.ts";
import { countByHost, listUpcoming } from "$lib/server/teams/team-bookings.ts";

type Words = Messages["dashboard"]["teams"];

/** The members of a team as their colleagues see them: role, and whether their time is known; no title, guest or calendar's name. */
export async function membersView(
  app: App,
  team: Team,
  me: TeamMember,
  words: Words,
  language: string,
) {
  const members = await listTeamMembers(app.kv, team.id);
  const upcoming = countByHost(await listUpcoming(app, team.id));
  const rows = await Promise.all(members.map(async (member) => {
    const { hostId, role } = member;
    const [host, state] = await Promise.all([
      getHost(app.kv, hostId),
      readMemberState(app, hostId),
    ]);
    const name = nameOf(host, words);
    return {
      id: hostId,
      name,
      initial: initialOf(name),
      role: words.roles[role],
      isMe: hostId === me.hostId,
      mayManage: hostId !== me.hostId && (me.role === "owner" || mayEnd(me, member)),
      calendar: { label: words.list.calendar[state.calendar], tone: tones[state.calendar] },
      hasHours: state.hasHours,
      upcoming: plural(words.list.upcoming, upcoming.get(hostId) ?? 0, language),
      anyUpcoming: upcoming.has(hostId),
    };
  }));
  const ids = new Set(members.map(({ hostId }) => hostId));
  const former = await Promise.all(
    [...upcoming].filter(([id]) => !ids.has(id)).map(async ([id, n]) => ({
      id,
      name: nameOf(await getHost(app.kv, id), words),
      upcoming: plural(words.list.upcoming, n, language),
    })),
  );
  return { rows, former };
}

const tones = {
  "fresh": "good",
  "stale": "warn",
  "broken": "bad",
  "signed-out": "bad",
  "none": "calm",
} as const;

/** Why event types of a team cannot be booked at all: somebody has left a collective, or nobody is in a round robin. */
export async function problemsOf(
  app: App,
  team: Team,
  words: Words,
  language: string,
): Promise<string[]> {
  const ids = new Set((await listTeamMembers(app.kv, team.id)).map(({ hostId }) => hostId));
  const problems: string[] = [];
  for (const { title, team: terms } of await listEventTypes(app.kv, team.id)) {
    if (!terms) continue;
    if (terms.members.length === 0) problems.push(format(words.list.nobody, { type: title }));
    const needed = terms.mode === "collective"
      ? terms.members.filter(({ hostId, isOptional }) => !isOptional && !ids.has(hostId))
      : [];
    if (needed.length === 0) continue;
    const hosts = await Promise.all(needed.map(({ hostId }) => getHost(app.kv, hostId)));
    const names = inLine(hosts.map((host) => nameOf(host, words)), language);
    problems.push(format(words.list.unavailable, { type: title, names }));
  }
  return problems;
}

/** A team's invitations that wait for an answer, as its owners and admins see them. */
export async function invitationsView(app: App, team: Team, reader: Host, words: Words) {
  return await Promise.all((await listTeamInvitations(app.kv, team.id)).map(async (invitation) => {
    const { id, email, hostId, role, expiresAt } = invitation;
    const places = { role: words.roles[role], date: formatShortDate(expiresAt, reader) };
    const isExpired = expiresAt <= app.now();
    return {
      id,
      who: email ?? (hostId ? (await getHost(app.kv, hostId))?.username : null) ?? words.list.gone,
      state: format(isExpired ? words.invite.expired : words.invite.until, places),
    };
  }));
}

/** A host's name; in its place words for a deleted account. */
export function nameOf(host: Host | null, words: Words): string {
  return host ? host.name || host.username : words.list.gone;
}
