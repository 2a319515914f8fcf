/** The kinds of records in the store, a row for each; the daily purge goes through them in this order. */
import { purgeApiKeys } from "../store/api-keys.ts";
import type { Purge } from "../kv/delete-many.ts";
import { purgeEmailCounts } from "../store/email-counts.ts";
import { purgeWebhooks } from "./erase-webhooks.ts";
import { purgeIdempotencyRecords } from "../store/idempotency-records.ts";
import { purgeInvitations } from "../store/invitations.ts";
import { purgeJobs } from "../store/jobs.ts";
import { purgeLimitCounts } from "../store/limit-counts.ts";
import { purgeMagicLinks, purgeUsedLinks } from "../store/magic-links.ts";
import { purgePrivateLinks } from "../store/private-links.ts";
import { purgePastBusy } from "./purge-calendars.ts";
import { purgeCounts, purgeWantedDays } from "./purge-counts.ts";
import { purgePastHolds, purgePastSlots } from "./purge-ledger.ts";
import { purgeReplays } from "../store/replays.ts";
import { purgeSessions } from "../store/sessions.ts";
import { purgePastTeamStarts } from "../store/team-bookings.ts";
import { purgeTeamInvitations } from "../store/team-invitations.ts";

/**
 * Whose a record is: under the id of a host, a team or either; under a hash or an id of its own and `named` in its
 * value; found in an index of theirs; or a name that stays reserved for good.
 */
type Owner = "host" | "team" | "either" | "named" | "listed" | "reserved" | "nobody";

/** In place of an owner, the kind that a record goes with, as an index or a part of it. */
type Whose = { owner: Owner; with?: never } | { owner?: never; with: string; purgeOf?: never };

/** What is known of a kind of record. */
export interface RecordKind {
  owner?: Owner;
  with?: string;
  /** When it is deleted for its age, as docs/data-model.md says it; by `purge` or `purgeOf`, or with another kind. */
  kept?: string;
  purge?: Purge;
  purgeOf?: (kv: Deno.Kv, ownerId: string, now: number, limit: number) => Promise<boolean | void>;
  /** Has a text sealed with the session secret, anywhere in its value or in a field. */
  secret?: "value" | "links";
  /** Has, unencrypted, what a guest wrote or what their host wrote to them or about them. */
  guests?: true;
  /** The member of an account's export (docs/export.md) that it is in. */
  exported?: string;
  /** The kind of the lines that a dump has of it. */
  dumped?: string;
  /** A count of visits, bookings or decisions, which goes with its team. */
  counted?: true;
  /** Changes only with the guard of the host or team in its key. */
  guarded?: true;
  /** In a copy of the store: not taken along, left at the other end, or changed by programs at any time. */
  copied?: "never" | "left" | "restless";
}

const countsKept = "25 months after its month";
const eventsKept = "after 30 days, once no delivery waits";
const heldTimeKept = "40 days after the day or the end, once no live booking in it is later";

/** Every kind, by the first part of its keys. */
export const records = {
  version: { owner: "nobody" },
  store_move: { owner: "nobody", copied: "left" },
  instance: { owner: "nobody", copied: "never" },
  commit_mark: { owner: "nobody", copied: "never" },
  readiness_probe: { owner: "nobody", copied: "restless" },
  clock_state: { owner: "nobody", copied: "restless" },
  sealing_keys: { owner: "nobody" },
  proxy_headers: { owner: "nobody", copied: "restless" },

  host: { owner: "host", exported: "profile", dumped: "host" },
  username: { owner: "reserved" },
  identity: { owner: "named" },
  identity_of: { with: "identity", exported: "signInIssuers" },
  email: { owner: "named" },
  export_progress: { owner: "host" },
  guests_erased_until: { owner: "host" },

  job: {
    owner: "listed",
    kept: "30 days after it is done",
    purge: purgeJobs,
    secret: "value",
    guests: true,
    exported: "bookings",
    dumped: "job",
  },
  job_due: { with: "job" },
  job_claim: { with: "job" },
  job_of: { with: "job" },
  job_in: { with: "job" },
  job_of_booking: { with: "job" },

  booking: {
    owner: "listed",
    secret: "links",
    guests: true,
    exported: "bookings",
    dumped: "booking",
  },
  booking_of: { with: "booking" },
  reschedule_of: { with: "booking" },
  search_word_of: { with: "booking", guests: true },
  series_of: { with: "booking" },
  pending_by: { with: "booking" },
  link: { with: "booking" },
  history: { with: "booking", guests: true, exported: "bookings" },
  host_note: { owner: "host", guests: true, exported: "bookings" },
  calendar_entry: { with: "booking" },
  write_intent: { with: "booking" },
  idempotency: { with: "booking", kept: "after a day", purge: purgeIdempotencyRecords },
  replay: { owner: "nobody", kept: "after a day", purge: purgeReplays },

  session: {
    owner: "named",
    kept: "at its expiry",
    purge: purgeSessions,
    secret: "value",
    exported: "sessions",
  },
  session_of: { with: "session" },
  last_seen: { owner: "host" },
  api_key: {
    owner: "named",
    kept: "30 days after it expired or was revoked",
    purge: purgeApiKeys,
    exported: "apiKeys",
  },
  api_key_of: { with: "api_key" },
  magic_link: { owner: "named", kept: "7 days after its expiry", purge: purgeMagicLinks },
  invitation: {
    owner: "named",
    kept: "7 days after its expiry",
    purge: purgeInvitations,
    secret: "value",
  },
  invitation_of: { with: "invitation" },
  used_link: { owner: "nobody", kept: "30 days after the link’s expiry", purge: purgeUsedLinks },

  team: { owner: "team", exported: "teams", dumped: "team" },
  team_slug: { owner: "reserved" },
  team_member: { owner: "team", exported: "teams", guarded: true },
  team_of: { with: "team_member" },
  former_team_of: { owner: "host" },
  team_invitation: { owner: "team", kept: "30 days after its expiry", purge: purgeTeamInvitations },
  team_invitation_link: { with: "team_invitation" },
  team_invitation_for: { with: "team_invitation" },
  rotation: { owner: "team" },

  email_count: { owner: "nobody", kept: "after two days", purge: purgeEmailCounts },
  private_link: {
    owner: "named",
    kept: "90 days after it expired or was revoked",
    purge: purgePrivateLinks,
    secret: "value",
    exported: "privateLinks",
  },
  private_link_of: { with: "private_link" },
  event_type: { owner: "either", exported: "eventTypes", dumped: "event-type", guarded: true },
  slug: { with: "event_type" },
  schedule: { owner: "host", exported: "schedules", dumped: "schedule", guarded: true },
  host_rules: { owner: "host", exported: "rules", dumped: "host-rules", guarded: true },
  block_list: { owner: "either" },
  email_templates: { owner: "either", exported: "emailTemplates" },
  page_settings: { owner: "either", exported: "page" },
  picture: { owner: "named", exported: "page" },
  picture_piece: { with: "picture" },

  webhook: { owner: "either", secret: "value", exported: "webhooks" },
  webhook_event: { owner: "named", kept: eventsKept, purge: purgeWebhooks, guests: true },
  webhook_event_of: { with: "webhook_event" },
  webhook_delivery: { with: "webhook", kept: eventsKept },
  webhook_due: { with: "webhook_delivery" },
  webhook_open: { with: "webhook_delivery" },
  webhook_order: { with: "webhook_delivery" },
  webhook_signal: { with: "webhook" },

  guard: { owner: "either" },
  slot: { owner: "named", kept: heldTimeKept, purge: purgePastSlots },
  team_start: { with: "booking", kept: "40 days after the start", purge: purgePastTeamStarts },
  busy: {
    owner: "host",
    kept: "2 days after its day; what an aborted sync has left, after a day",
    purgeOf: purgePastBusy,
    guarded: true,
  },
  busy_title: { with: "busy", secret: "value" },
  ledger: {
    owner: "host",
    kept: heldTimeKept,
    purgeOf: purgePastHolds,
    dumped: "hold",
    guarded: true,
  },
  upcoming_by: {
    owner: "either",
    kept: "a day after the meeting has started",
    purgeOf: purgeLimitCounts,
  },

  connection: { owner: "host", secret: "value", exported: "calendars", dumped: "connection" },
  feed: { owner: "named" },
  feed_of: { owner: "host", secret: "value" },
  object_chunk: {
    owner: "host",
    kept: "what an aborted sync has left, after a day",
    secret: "value",
  },
  sync_state: { owner: "host", kept: "when its calendar is no longer chosen" },
  sync_log: { with: "sync_state" },
  sync_progress: { owner: "host", kept: "after a day without progress", copied: "never" },
  ignored_entries: { owner: "host" },
  write_check: { owner: "host" },

  uncounted: { owner: "either", counted: true },
  booking_day: {
    owner: "either",
    kept: countsKept,
    purgeOf: purgeCounts,
    exported: "countedDays",
    counted: true,
  },
  counted_bookings: { owner: "either", kept: countsKept, counted: true },
  visit_day: { owner: "either", kept: countsKept, exported: "countedDays", counted: true },
  rotation_day: { owner: "team", kept: countsKept, counted: true },
  count_state: { owner: "either", counted: true },
  wanted_day: {
    owner: "either",
    kept: countsKept,
    purgeOf: purgeWantedDays,
    exported: "wantedTimes",
    counted: true,
  },
} as const satisfies Record<string, RecordKind & Whose>;

type Kind = keyof typeof records;

/** The kinds whose row says something in a column. */
export type KindWith<C extends keyof RecordKind> = {
  [K in Kind]: (typeof records)[K] extends Record<C, unknown> ? K : never;
}[Kind];

/** What the rows say in a column. */
export type Said<C extends keyof RecordKind> = {
  [K in Kind]: (typeof records)[K] extends Record<C, infer V> ? V : never;
}[Kind];

const rows = new Map<Deno.KvKeyPart, RecordKind>(Object.entries(records));

/** The row of a record's kind; null for one that only a later version knows. */
export function rowOf([kind]: Deno.KvKey): RecordKind | null {
  return rows.get(kind!) ?? null;
}

/** The kinds whose row says something of them, in the order of the rows. */
export function kindsWhere(says: (row: RecordKind) => boolean): Deno.KvKeyPart[] {
  return [...rows].flatMap(([kind, row]) => says(row) ? [kind] : []);
}

/** The rows of what is purged for each owner: of a host, or of a team. */
export function purgedOf(owner: "host" | "team") {
  return [...rows].flatMap(([kind, { owner: of, purgeOf }]) =>
    purgeOf && (of === owner || of === "either") ? [{ kind, purgeOf }] : []
  );
}

/** What purges each kind over all owners. */
export const purges = [...rows.values()].flatMap(({ purge }) => purge ? [purge] : []);
