import { createHash } from "node:crypto";
import { DAY } from "$lib/scheduling/durations.ts";
import { boundedKeyPart } from "./key-part.ts";
import { funnelKeys } from "./funnel-keys.ts";
import { signInKeys } from "./sign-in-keys.ts";
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
  /** Unique per issuer and subject, hashed. */
  identity: (hash: string) => ["identity", hash],
  identitiesOf: (hostId: string) => ["identity_of", hostId],
  identityOf: (hostId: string, hash: string) => ["identity_of", hostId, boundedKeyPart(hash)],
  /** Unique per verified address, hashed. */
  email: (hash: string) => ["email", hash],

  ...signInKeys,

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
  /** A host's email texts for an event type. */
  emailTemplates: (
    hostId: string,
    typeId: string,
  ) => ["email_templates", hostId, boundedKeyPart(typeId)],
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

  connection: (
    hostId: string,
    connectionId: string,
  ) => ["connection", hostId, boundedKeyPart(connectionId)],
  connectionsOf: (hostId: string) => ["connection", hostId],
  /** The state of a selected calendar's last sync: its cursor and counts. */
  syncState: (hostId: string, calendar: string) => ["sync_state", hostId, calendar],
  syncStates: () => ["sync_state"],
  syncStatesOf: (hostId: string) => ["sync_state", hostId],
  allBusy: () => ["busy"],
  allObjectIndexes: () => ["object_chunk"],
  /** Busy time of one calendar, one generation, one UTC day. */
  busy: (
    hostId: string,
    calendar: string,
    generation: string,
    day: number,
  ) => ["busy", hostId, calendar, generation, day],
  busyOf: (
    hostId: string,
    calendar: string,
    generation: string,
  ) => ["busy", hostId, calendar, generation],
  busyOfCalendar: (hostId: string, calendar: string) => ["busy", hostId, calendar],
  /** Chunk of calendar objects of one object index: href, ETag, UID, busy time. */
  objectChunk: (
    hostId: string,
    calendar: string,
    listing: string,
    position: number,
  ) => ["object_chunk", hostId, calendar, listing, position],
  objectIndexOf: (
    hostId: string,
    calendar: string,
    listing: string,
  ) => ["object_chunk", hostId, calendar, listing],
  objectIndexesOfCalendar: (hostId: string, calendar: string) => ["object_chunk", hostId, calendar],
  /** Fingerprints of unreadable calendar entries that the host ignores. */
  ignoredEntries: (hostId: string, calendar: string) => ["ignored_entries", hostId, calendar],
  allSyncProgress: () => ["sync_progress"],
  /** An event written to check write access, until it is deleted. */
  writeCheck: (hostId: string, connectionId: string) => ["write_check", hostId, connectionId],
  /** Progress of a long first sync. */
  syncProgress: (hostId: string, calendar: string) => ["sync_progress", hostId, calendar],
  /** The event last written to a connection for a booking. */
  calendarEntry: (
    bookingId: string,
    connectionId: string,
  ) => ["calendar_entry", bookingId, connectionId],

  calendarEntriesOf: (bookingId: string) => ["calendar_entry", bookingId],
  /** The calendar to which a first write was started, until it is confirmed. */
  writeIntent: (
    bookingId: string,
    connectionId: string,
  ) => ["write_intent", bookingId, connectionId],
  writeIntentsOf: (bookingId: string) => ["write_intent", bookingId],

  /** A published feed of a host's bookings, by the SHA-256 of its secret. */
  feed: (hash: string) => ["feed", hash],
  feedOf: (hostId: string, kind: string) => ["feed_of", hostId, kind],
  allFeedsOf: () => ["feed_of"],
  feedsOf: (hostId: string) => ["feed_of", hostId],

  booking: (bookingId: string) => ["booking", boundedKeyPart(bookingId)],
  bookings: () => ["booking"],
  /** A slot that several guests share. */
  slot: (slotId: string) => ["slot", slotId],
  slots: () => ["slot"],
  history: (bookingId: string, revision: number) => ["history", bookingId, revision],
  historyOf: (bookingId: string) => ["history", bookingId],
  /** Index of a host's bookings by status and start. */
  bookingOf: (
    hostId: string,
    status: string,
    start: number,
    bookingId: string,
  ) => ["booking_of", hostId, status, start, bookingId],
  allBookingsOf: (hostId: string) => ["booking_of", hostId],
  bookingsOf: (hostId: string, status: string) => ["booking_of", hostId, status],
  /** Pending reschedule requests of a host, by deadline. */
  rescheduleOf: (
    hostId: string,
    until: number,
    bookingId: string,
  ) => ["reschedule_of", hostId, until, bookingId],
  reschedulesOf: (hostId: string) => ["reschedule_of", hostId],
  /** Index of words of a guest's name, address or note, folded and cut to letters and digits, for prefix search. */
  searchWordOf: (
    hostId: string,
    word: string,
    bookingId: string,
  ) => ["search_word_of", hostId, word, bookingId],
  searchWordsFrom: (hostId: string, word: string) => ["search_word_of", hostId, word],
  /** Guest data of bookings that begin before this instant has been erased by retention. */
  guestsErasedUntil: (hostId: string) => ["guests_erased_until", hostId],
  /** A link secret by its SHA-256. */
  link: (hash: string) => ["link", hash],
  links: () => ["link"],
  /** Pending requests of a host by the hash of the guest's address or the signature of a network, to be counted. */
  pendingBy: (
    hostId: string,
    from: string,
    bookingId: string,
  ) => ["pending_by", hostId, from, bookingId],
  pendingsBy: (hostId: string, from: string) => ["pending_by", hostId, from],
  /** Upcoming confirmed bookings of a host, counted in the same way. */
  upcomingBy: (
    hostId: string,
    from: string,
    start: number,
    bookingId: string,
  ) => ["upcoming_by", hostId, from, start, bookingId],
  upcomingsBy: (hostId: string, from: string) => ["upcoming_by", hostId, from],
  upcomingsOf: (hostId: string) => ["upcoming_by", hostId],
  /** Emails to one guest's address on a UTC day, over all hosts, by a signature of the address. */
  emailCount: (day: number, recipient: string) => ["email_count", day, recipient],
  emailCounts: () => ["email_count"],
  /** Email address or domain on a host's block list, hashed. */
  blockListEntry: (hostId: string, hash: string) => ["block_list", hostId, hash],
  blockListOf: (hostId: string) => ["block_list", hostId],
  /** Idempotency record by the hash of route, event type and key. */
  idempotencyRecord: (hash: string) => ["idempotency", hash],
  idempotencyRecords: () => ["idempotency"],
  replay: (hash: string) => ["replay", hash],
  replays: () => ["replay"],

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
  jobsIn: (hostId: string, state: string) => ["job_in", hostId, state],
  jobOfBooking: (bookingId: string, jobId: string) => ["job_of_booking", bookingId, jobId],
  jobsOfBooking: (bookingId: string) => ["job_of_booking", bookingId],
  ...webhookKeys,
  ...funnelKeys,
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;

/** A selected calendar as one key part; long ids are hashed, as keys and the guard have a size limit. */
export function calendarKey(
  { connectionId, calendarId }: { connectionId: string; calendarId: string },
): string {
  return `${connectionId}:${isLong(calendarId) ? `sha256-${digest(calendarId)}` : calendarId}`;
}

const MAX_CALENDAR_ID_BYTES = 300;

function isLong(calendarId: string): boolean {
  return new TextEncoder().encode(calendarId).length > MAX_CALENDAR_ID_BYTES;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

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
