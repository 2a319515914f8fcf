/** What a booking request is decided on, read after the guard of its host or team. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { spanOf } from "$lib/scheduling/span.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, readSnapshots } from "../availability/snapshots.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { isAnyBlocked, isBlocked } from "../store/block-list.ts";
import { type IdempotencyRecord, readIdempotencyRecord } from "../store/idempotency-records.ts";
import type { EmailCount } from "../store/email-counts.ts";
import { getEventType } from "../store/event-types.ts";
import { getGuard, type VersionedGuard } from "../kv/guard.ts";
import { getOpenTeam } from "../store/teams.ts";
import type { AskedDate } from "../changes/assign.ts";
import type { NewLinks } from "../changes/booking-links.ts";
import { guardSince, isStillAhead, type RequestAhead } from "./request-ahead.ts";
import type { BookingRequest } from "../changes/booking-request.ts";
import { decidedType, type ReadyRequest, readyRequest } from "./ready-request.ts";
import { hasTooManyPending } from "../changes/pending-limits.ts";
import { readEmailCounts } from "../changes/recipient-limit.ts";

/** A booking request before it is decided on. */
export interface Attempt {
  request: BookingRequest;
  /** The host or the team that owns the event type. */
  ownerId: string;
  /** Whether the owner is a team; its members are assigned in the attempt. */
  isTeam: boolean;
  typeId: string;
  /** The dates that are decided on together, one or those of a series, with the calendars' answers from before the lock was taken. */
  dates: readonly AskedDate[];
  /** Null where it is booked alone. */
  seriesId: string | null;
  /** When it asked for the lock, on the monotonic clock. */
  queuedAt: number;
  /** Whether there is still time to ask the calendars of further members. */
  mayAsk: boolean;
  /** The secrets of the guest's link to the nth date and of these hosts' links. */
  links(n: number, hostIds: readonly string[]): Promise<NewLinks>;
  /** The keys under which it counts towards the limits of guest and network. */
  limitKeys: string[];
  key: { hash: string | null; payload: string };
  /** What was read before the lock was taken, and how it is read again; missing where everything is read one by one. */
  ahead?: RequestAhead;
  readAhead?(): Promise<RequestAhead>;
}

/** What a request is decided on; all of it is read after the guards. */
export interface RequestContext {
  now: number;
  type: EventType;
  /** The request as that type takes it, or why it does not. */
  ready: Outcome<ReadyRequest, "invalid" | "not-offered">;
  /** The host's time; empty for a team, whose members' time is read when they are assigned. */
  snapshots: HostSnapshot[];
  /** The team with its guard, which was read before everything else; null for a host's own event type. */
  team: { record: Team; guard: VersionedGuard } | null;
  /** The record stored under its idempotency key; null without a key. */
  idempotency: Deno.KvEntryMaybe<IdempotencyRecord> | null;
  isBlocked: boolean;
  link: Outcome<privateLinks.FoundLink | null, privateLinks.LinkRefusal>;
  /** Whether an extra guest is on the block list. */
  isExtraBlocked: boolean;
  /** The emails that were sent today to the guest, then to each extra guest. */
  emails: EmailCount[];
  /** Whether the limit of pending requests is reached at the owner. */
  isPendingFull: boolean;
}

/** A try of a request: the server over the store as it was read, and a newer guard under which it may only be refused. */
export interface Try {
  app: App;
  since: VersionedGuard | null;
}

/**
 * Each try in turn: over what was read ahead once, while it is still right, then over what is read anew. Where somebody
 * else's booking came first in this program, what it left is known without reading: whose time it took is refused.
 */
export function openTries(app: App, { ahead, readAhead }: Attempt): () => Promise<Try> {
  let first = ahead;
  return async () => {
    const known = first;
    first = undefined;
    if (known && isStillAhead(app, known)) return { app: known.app, since: null };
    const since = known && guardSince(app, known);
    if (known && since) return { app: known.app, since };
    return { app: readAhead ? (await readAhead()).app : app, since: null };
  };
}

/** Null when the owner or the event type is gone. The host's time is that under `guard` where one is given. */
export async function readRequest(
  app: App,
  attempt: Attempt,
  guard: VersionedGuard | null = null,
): Promise<RequestContext | null> {
  const { request, ownerId, key, limitKeys } = attempt, { kv } = app;
  const { guest, extraGuests = [], link: secret } = request;
  const owner = attempt.isTeam ? await readTeam(app, attempt) : await readHost(app, attempt, guard);
  if (!owner) return null;
  const now = app.now();
  const [idempotency, blocked, isExtraBlocked, link, emails, isPendingFull] = await Promise.all([
    key.hash ? readIdempotencyRecord(kv, key.hash) : null,
    isBlocked(kv, ownerId, guest.email),
    isAnyBlocked(kv, ownerId, extraGuests),
    privateLinks.find(app, secret, owner.type),
    readEmailCounts(app, [guest.email, ...extraGuests], now),
    hasTooManyPending(app, ownerId, limitKeys, now),
  ]);
  const blocks = { isBlocked: blocked, isExtraBlocked };
  const ready = readyRequest(request, owner.type);
  return { now, ...owner, ready, idempotency, ...blocks, link, emails, isPendingFull };
}

type OwnerContext = Pick<RequestContext, "type" | "snapshots" | "team">;

async function readHost(
  app: App,
  { request, ownerId, typeId, dates }: Attempt,
  guard: VersionedGuard | null,
): Promise<OwnerContext | null> {
  const times = dates.map(({ time }) => time);
  let type: EventType | null = null;
  const readType = async () => {
    type = await getEventType(app.kv, ownerId, typeId);
    return type && decidedType(type, request);
  };
  const read = await readSnapshots(app, [ownerId], {
    times,
    offers: { type: readType, starts: spanOf(times) },
    ...(guard ? { guards: [guard] } : {}),
  });
  return read.ok && type ? { type, snapshots: read.value, team: null } : null;
}

/** The team's guard first: it covers the type, the members, the limits and the private links. */
async function readTeam(app: App, { ownerId, typeId }: Attempt): Promise<OwnerContext | null> {
  const guard = await getGuard(app.kv, ownerId);
  const [record, type] = await Promise.all([
    getOpenTeam(app.kv, ownerId),
    getEventType(app.kv, ownerId, typeId),
  ]);
  return record && type?.team ? { type, snapshots: [], team: { record, guard } } : null;
}
