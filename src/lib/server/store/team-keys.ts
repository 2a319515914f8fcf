import { boundedKeyPart } from "./key-part.ts";

/** The keys of teams, their members, invitations and rotations, a part of `keys.ts`. */
export const teamKeys = {
  team: (teamId: string) => ["team", boundedKeyPart(teamId)],
  teams: () => ["team"],
  /** Unique among teams; a released slug keeps pointing at its team. */
  teamSlug: (slug: string) => ["team_slug", boundedKeyPart(slug)],
  teamMember: (teamId: string, hostId: string) => ["team_member", boundedKeyPart(teamId), hostId],
  teamMembersOf: (teamId: string) => ["team_member", boundedKeyPart(teamId)],
  teamOf: (hostId: string, teamId: string) => ["team_of", hostId, teamId],
  teamsOf: (hostId: string) => ["team_of", hostId],
  formerTeamOf: (hostId: string, teamId: string) => ["former_team_of", hostId, teamId],
  formerTeamsOf: (hostId: string) => ["former_team_of", hostId],
  teamInvitation: (
    teamId: string,
    invitationId: string,
  ) => ["team_invitation", boundedKeyPart(teamId), boundedKeyPart(invitationId)],
  teamInvitationsOf: (teamId: string) => ["team_invitation", boundedKeyPart(teamId)],
  teamInvitations: () => ["team_invitation"],
  /** An emailed invitation to a team by the SHA-256 of its secret. */
  teamInvitationLink: (hash: string) => ["team_invitation_link", boundedKeyPart(hash)],
  /** Index of the invitations that wait for a host of this installation. */
  teamInvitationFor: (
    hostId: string,
    teamId: string,
    invitationId: string,
  ) => ["team_invitation_for", hostId, teamId, invitationId],
  teamInvitationsFor: (hostId: string) => ["team_invitation_for", hostId],
  /** Shares and counts of the members of a round robin. */
  rotation: (teamId: string, typeId: string) => ["rotation", teamId, typeId],
  /** What a round robin decided on one date, YYYY-MM-DD in the team's zone. */
  rotationDay: (
    teamId: string,
    date: string,
    typeId: string,
  ) => ["rotation_day", teamId, date, boundedKeyPart(typeId)],
  rotationDaysFrom: (teamId: string, date: string) => ["rotation_day", teamId, date],
  rotationDaysOf: (teamId: string) => ["rotation_day", teamId],
  /** The live meetings of a team event type by their start, for its limits. */
  teamStart: (
    typeId: string,
    start: number,
    slot: string,
    bookingId: string,
  ) => ["team_start", typeId, start, slot, bookingId],
  teamStarts: () => ["team_start"],
  teamStartsOf: (typeId: string) => ["team_start", typeId],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;
