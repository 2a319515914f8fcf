/** Private links of an event type: made, taken back, found by their secret, and shown to their host. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  countedUses,
  expiryAfterDate,
  type PrivateLink,
  type PrivateLinkInput,
  type PrivateLinkState,
  privateLinkStateOf,
} from "$lib/scheduling/private-link.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { retryCommit } from "../store/commit.ts";
import { getBookings } from "../store/bookings.ts";
import { getEventType } from "../store/event-types.ts";
import { listPrivateLinks, readPrivateLink, setPrivateLink } from "../store/private-links.ts";

const MAX_OPEN_LINKS = 100;

/** A link as it was found, with the uses of it that count now. */
export interface FoundLink {
  entry: Deno.KvEntry<PrivateLink>;
  counted: string[];
}

/** Why a private link is good for nothing more. */
export type LinkRefusal = "link-used" | "link-expired";

/** Makes a link for a type of the host's own. */
export async function create(
  app: App,
  host: Pick<Host, "id" | "zone">,
  typeId: string,
  wish: PrivateLinkInput,
): Promise<Outcome<PrivateLink>> {
  if (!await getEventType(app.kv, host.id, typeId)) return refused("not-found");
  const now = app.now();
  const expiresAt = wish.until === null ? null : expiryAfterDate(wish.until, host.zone);
  if (expiresAt !== null && expiresAt <= now) {
    return refused("invalid", { fields: { until: "date-over" } });
  }
  const others = await listPrivateLinks(app.kv, host.id, typeId);
  if (others.filter((link) => !isOver(link, now)).length >= MAX_OPEN_LINKS) {
    return refused("invalid", { fields: { label: "too-many-links" } });
  }
  const secret = newSecret();
  const hash = await hashOfLink(secret);
  const link: PrivateLink = {
    hash,
    sealed: await app.sealer.seal(secret, contextOf(hash)),
    hostId: host.id,
    typeId,
    label: wish.label,
    maxUses: wish.uses,
    bookingIds: [],
    expiresAt,
    revokedAt: null,
    createdAt: now,
  };
  const isNew = await setPrivateLink(app.kv, await readPrivateLink(app.kv, hash), link);
  return isNew ? accepted(link) : refused("busy", { retryAfter: 1 });
}

/** Takes a link back: nobody books by it any more; bookings made by it stay as they are. */
export async function revoke(
  app: App,
  hostId: string,
  typeId: string,
  hash: string,
): Promise<Outcome<PrivateLink>> {
  return await retryCommit<Outcome<PrivateLink>>(async () => {
    const was = await readPrivateLink(app.kv, hash);
    const isOwn = was.value?.hostId === hostId && was.value.typeId === typeId;
    if (was.versionstamp === null || !isOwn) return refused("not-found");
    const now = app.now();
    if (was.value.revokedAt !== null) return accepted(was.value);
    const link = { ...was.value, revokedAt: now };
    return await setPrivateLink(app.kv, was, link) ? accepted(link) : "lost";
  });
}

/** The link behind a secret, when it was made for this type; "link-used" and "link-expired" when it is good for nothing more. */
export async function find(
  app: App,
  secret: string | null | undefined,
  type: EventType,
): Promise<Outcome<FoundLink | null, LinkRefusal>> {
  if (!secret || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return accepted(null);
  const entry = await readPrivateLink(app.kv, await hashOfLink(secret));
  const isForIt = entry.value?.hostId === type.hostId && entry.value.typeId === type.id;
  if (entry.versionstamp === null || !isForIt) return accepted(null);
  const now = app.now();
  const bookings = await getBookings(app.kv, entry.value.bookingIds);
  const counted = countedUses(entry.value, bookings, now);
  const standing = privateLinkStateOf(entry.value, counted.length, now);
  if (standing === "open") return accepted({ entry, counted });
  return refused(standing === "used" ? "link-used" : "link-expired");
}

/** The link with one more booking to count, for that booking's own commit: of two at once over one reading, one is lost. */
export function withUse({ entry, counted }: FoundLink, bookingId: string) {
  return { was: entry, is: { ...entry.value, bookingIds: [...counted, bookingId] } };
}

/** What a host sees of one link: where it stands, its address, and the bookings that count. */
export interface PrivateLinkView {
  link: PrivateLink;
  state: PrivateLinkState;
  /** Empty where nobody could book by it now. */
  address: string;
  bookings: Booking[];
}

/** All links of a type, the newest first. */
export async function list(app: App, host: Host, type: EventType): Promise<PrivateLinkView[]> {
  const now = app.now();
  const shown: PrivateLinkView[] = [];
  for (const link of await listPrivateLinks(app.kv, host.id, type.id)) {
    const bookings = await getBookings(app.kv, link.bookingIds);
    const counted = countedUses(link, bookings, now);
    const standing = privateLinkStateOf(link, counted.length, now);
    const page = `${app.baseUrl}/calendar/${host.username}/${type.slug}`;
    shown.push({
      link,
      state: standing,
      address: standing === "open" ? `${page}?link=${await secretOf(app, link)}` : "",
      bookings: bookings.filter(({ id }) => counted.includes(id)),
    });
  }
  return shown;
}

/** The secret that a booking was made by, to lead its guest back to the same page; null without one, or when it is gone. */
export async function privateLinkSecret(
  app: App,
  { privateLinkHash }: Pick<Booking, "privateLinkHash">,
): Promise<string | null> {
  const link = privateLinkHash ? (await readPrivateLink(app.kv, privateLinkHash)).value : null;
  return link && await secretOf(app, link);
}

/** The path of the picker that a booking was made on, by its private link where it has one. */
export async function pickerPath(app: App, booking: Booking, host: Host): Promise<string> {
  const secret = await privateLinkSecret(app, booking);
  return `/calendar/${host.username}/${booking.type.slug}${secret ? `?link=${secret}` : ""}`;
}

function secretOf(app: App, { sealed, hash }: PrivateLink): Promise<string> {
  return app.sealer.open(sealed, contextOf(hash));
}

function isOver(link: PrivateLink, now: number): boolean {
  return privateLinkStateOf(link, 0, now) !== "open";
}

const hashOfLink = (secret: string) => hashOf("private-link", secret);
const contextOf = (hash: string) => `private-link:${hash}`;
