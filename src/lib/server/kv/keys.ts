import { DAY } from "$lib/scheduling/durations.ts";
import { boundedKeyPart } from "./key-part.ts";
import { bookingKeys } from "./booking-keys.ts";
import { calendarKeys } from "./calendar-keys.ts";
import { countKeys } from "./count-keys.ts";
import { webhookKeys } from "./webhook-keys.ts";

/**
 * Every key of the store is built here; docs/data-model.md lists each with its value and its guard. User input is
 * hashed before it becomes a key part (`hashOf` in `../runtime/secrets.ts`), except the folded words of
 * `searchWordOf`.
 */
export const keys = {
  version: () => ["version"],
  /** Which session secrets have sealed records in the store. */
  sealingKeys: () => ["sealing_keys"],
  /** That a commit to a database server has happened. */
  commitMark: (id: string) => ["commit_mark", id],
  /** Where the records of this store come from, or have gone. */
  storeMove: () => ["store_move"],
  /** The last sign of life of a program that shares the database. */
  instances: () => ["instance"],
  instance: (instance: string) => ["instance", instance],
  /** Written and read back by `/ready`. */
  readinessProbe: () => ["readiness_probe"],
  /** The wall clock readings of running processes. */
  clockState: () => ["clock_state"],
  /** The forwarding headers of the last request through the proxy. */
  proxyHeaders: () => ["proxy_headers"],

  host: (hostId: string) => ["host", hostId],
  hosts: () => ["host"],
  /** Unique; a released username keeps pointing at its host. */
  usernames: () => ["username"],
  username: (username: string) => ["username", boundedKeyPart(username)],
  /** How far the last export of an account is. */
  exportProgress: (hostId: string) => ["export_progress", hostId],
  /** Unique per issuer and subject, hashed. */
  identity: (hash: string) => ["identity", hash],
  identitiesOf: (hostId: string) => ["identity_of", hostId],
  identityOf: (hostId: string, hash: string) => ["identity_of", hostId, boundedKeyPart(hash)],
  /** Unique per verified address, hashed. */
  email: (hash: string) => ["email", hash],

  sessions: () => ["session"],
  session: (hash: string) => ["session", boundedKeyPart(hash)],
  sessionsOf: (hostId: string) => ["session_of", hostId],
  sessionOf: (hostId: string, hash: string) => ["session_of", hostId, boundedKeyPart(hash)],
  /** When a host last used a session. */
  lastSeen: (hostId: string) => ["last_seen", hostId],
  lastSeens: () => ["last_seen"],
  /** Sign-in links and codes, hashed, until used. */
  magicLink: (hash: string) => ["magic_link", hash],
  magicLinks: () => ["magic_link"],
  /** Used signed links, hashed, until past their expiry. */
  usedLink: (hash: string) => ["used_link", hash],
  usedLinks: () => ["used_link"],
  /** A personal API key by the SHA-256 of its secret. */
  apiKey: (hash: string) => ["api_key", boundedKeyPart(hash)],
  apiKeys: () => ["api_key"],
  apiKeyOf: (hostId: string, keyId: string) => ["api_key_of", hostId, boundedKeyPart(keyId)],
  apiKeysOf: (hostId: string) => ["api_key_of", hostId],
  invitations: () => ["invitation"],
  invitation: (hash: string) => ["invitation", boundedKeyPart(hash)],
  invitationOf: (hostId: string, hash: string) => ["invitation_of", hostId, boundedKeyPart(hash)],
  invitationsOf: (hostId: string) => ["invitation_of", hostId],

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

  schedule: (
    hostId: string,
    scheduleId: string,
  ) => ["schedule", hostId, boundedKeyPart(scheduleId)],
  schedulesOf: (hostId: string) => ["schedule", hostId],
  /** Booking limits, time off and holidays for all of a host's event types. */
  hostRules: (hostId: string) => ["host_rules", hostId],
  /** Of a host or a team. */
  eventType: (ownerId: string, typeId: string) => ["event_type", ownerId, boundedKeyPart(typeId)],
  eventTypesOf: (ownerId: string) => ["event_type", ownerId],
  /** What a host or team has set for their page. */
  pageSettings: (ownerId: string) => ["page_settings", ownerId],
  /** Whose picture has a hash. */
  picture: (hash: string) => ["picture", boundedKeyPart(hash)],
  picturePiece: (
    ownerId: string,
    hash: string,
    piece: number,
  ) => ["picture_piece", ownerId, hash, piece],
  picturePieces: (ownerId: string, hash: string) => ["picture_piece", ownerId, hash],
  /** An owner's email texts for an event type in a language. */
  emailTemplates: (
    ownerId: string,
    typeId: string,
    language: string,
  ) => ["email_templates", ownerId, boundedKeyPart(typeId), boundedKeyPart(language)],
  emailTemplatesOf: (
    ownerId: string,
    typeId: string,
  ) => ["email_templates", ownerId, boundedKeyPart(typeId)],
  /** Unique per host. */
  slug: (hostId: string, slug: string) => ["slug", hostId, boundedKeyPart(slug)],

  /** A private link of an event type by the SHA-256 of its secret. */
  privateLink: (hash: string) => ["private_link", boundedKeyPart(hash)],
  privateLinks: () => ["private_link"],
  privateLinkOf: (hostId: string, typeId: string, hash: string) => [
    "private_link_of",
    hostId,
    boundedKeyPart(typeId),
    hash,
  ],
  privateLinksOf: (
    hostId: string,
    typeId: string,
  ) => ["private_link_of", hostId, boundedKeyPart(typeId)],
  allPrivateLinksOf: (hostId: string) => ["private_link_of", hostId],

  /** Of a host: checked by every commit that takes their time. Of a team: by every commit of its bookings and settings. */
  guards: () => ["guard"],
  guard: (hostId: string) => ["guard", hostId],
  /** Holds of one UTC day (days since 1970-01-01). */
  ledger: (hostId: string, day: number) => ["ledger", hostId, day],
  ledgerOf: (hostId: string) => ["ledger", hostId],

  ...calendarKeys,

  /** A published feed of a host's bookings, by the SHA-256 of its secret. */
  feed: (hash: string) => ["feed", hash],
  feedOf: (hostId: string, kind: string) => ["feed_of", hostId, kind],

  ...bookingKeys,

  job: (jobId: string) => ["job", boundedKeyPart(jobId)],
  jobs: () => ["job"],
  /** Waiting and running jobs by kind and due time. */
  jobDue: (kind: string, at: number, jobId: string) => ["job_due", kind, at, jobId],
  jobsDueOf: (kind: string) => ["job_due", kind],
  jobsDue: () => ["job_due"],
  /** Running jobs. */
  jobClaim: (jobId: string) => ["job_claim", jobId],
  jobClaims: () => ["job_claim"],
  jobOf: (hostId: string, jobId: string) => ["job_of", hostId, jobId],
  jobsOf: (hostId: string) => ["job_of", hostId],
  /** Jobs that need the host's attention: unsent emails and final failures. */
  jobIn: (hostId: string, state: string, jobId: string) => ["job_in", hostId, state, jobId],
  jobsInAny: () => ["job_in"],
  jobsInAnyOf: (hostId: string) => ["job_in", hostId],
  jobsIn: (hostId: string, state: string) => ["job_in", hostId, state],
  jobOfBooking: (bookingId: string, jobId: string) => ["job_of_booking", bookingId, jobId],
  jobsOfBooking: (bookingId: string) => ["job_of_booking", bookingId],
  ...webhookKeys,
  ...countKeys,
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;

/** The UTC day of an instant, in days since 1970-01-01. */
export function dayOf(instant: number): number {
  return Math.floor(instant / DAY);
}

/** Every UTC day that a span touches. */
export function daysOf(span: { start: number; end: number }): number[] {
  const days: number[] = [];
  for (let day = dayOf(span.start); day <= dayOf(span.end - 1); day++) days.push(day);
  return days;
}
