/** Private links of an event type: created, revoked, found by their secret, and listed for their host. */
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  countedUses,
  expiryAfterDate,
  type LinksForGuestsInput,
  type PrivateLink,
  type PrivateLinkInput,
  type PrivateLinkState,
  privateLinkStateOf,
} from "$lib/scheduling/private-link.ts";
import type { App } from "../app.ts";
import {
  changeAsOwner,
  type Owner,
  ownerIdOf,
  type TeamManager,
} from "../availability/change-as-owner.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { getBookings } from "../store/bookings.ts";
import { getEventType } from "../store/event-types.ts";
import { keys } from "../kv/keys.ts";
import { listPrivateLinks, readPrivateLink, writePrivateLink } from "../store/private-links.ts";
import { pagePathOf } from "./page-path.ts";

const MAX_OPEN_LINKS = 100;

/** A private link with the bookings that count as its uses now. */
export interface FoundLink {
  entry: Deno.KvEntry<PrivateLink>;
  counted: string[][];
}

/** Why a private link cannot be used any more. */
export type LinkRefusal = "link-used" | "link-expired";

/** A host for their own event types, or a manager with the team's zone for a team's. */
export type LinkOwner = Pick<Host, "id" | "zone"> | TeamManager & Pick<Team, "zone">;

/** Creates a link for one of the owner's event types; its last date counts in the owner's zone. */
export async function create(
  app: App,
  owner: LinkOwner,
  typeId: string,
  input: PrivateLinkInput,
): Promise<Outcome<PrivateLink, "busy" | "invalid" | "not-found">> {
  const made = await createEach(app, owner, typeId, { ...input, labels: [input.label] });
  return made.ok ? accepted(made.value[0]!) : made;
}

/** Creates a link for each guest, with their address as its label, all in one commit or none. */
export async function createForGuests(
  app: App,
  owner: LinkOwner,
  typeId: string,
  { guests, ...input }: LinksForGuestsInput,
): Promise<Outcome<PrivateLink[], "busy" | "invalid" | "not-found">> {
  const made = await createEach(app, owner, typeId, { ...input, labels: guests });
  const tooMany = made.ok ? undefined : made.refusal.fields?.["label"];
  return tooMany ? refused("invalid", { fields: { guests: tooMany } }) : made;
}

async function createEach(
  app: App,
  owner: LinkOwner,
  typeId: string,
  input: Omit<PrivateLinkInput, "label"> & { labels: readonly string[] },
): Promise<Outcome<PrivateLink[], "busy" | "invalid" | "not-found">> {
  const secrets = await Promise.all(input.labels.map(async (label) => {
    const secret = newSecret();
    const hash = await hashOfLink(secret);
    return { label, hash, sealed: await app.sealer.seal(secret, contextOf(hash)) };
  }));
  return await changeAsOwner(app, "id" in owner ? owner.id : owner, async (op) => {
    const ownerId = "id" in owner ? owner.id : owner.teamId;
    if (!await getEventType(app.kv, ownerId, typeId)) return refused("not-found");
    const now = app.now();
    const expiresAt = input.until === null ? null : expiryAfterDate(input.until, owner.zone);
    if (expiresAt !== null && expiresAt <= now) {
      return refused("invalid", { fields: { until: "date-over" } });
    }
    const others = await listPrivateLinks(app.kv, ownerId, typeId);
    const open = others.filter((link) => !isOver(link, now)).length;
    if (open + secrets.length > MAX_OPEN_LINKS) {
      return refused("invalid", { fields: { label: "too-many-links" } });
    }
    const links = secrets.map(({ label, hash, sealed }): PrivateLink => ({
      hash,
      sealed,
      ownerId,
      typeId,
      label,
      maxUses: input.uses,
      uses: [],
      expiresAt,
      revokedAt: null,
      createdAt: now,
    }));
    // A hash of 256 random bits is new, so no record has to be checked.
    for (const link of links) writePrivateLink(op, null, link);
    return accepted(links);
  });
}

/** Revokes a link; bookings made with it stay. */
export function revoke(
  app: App,
  owner: Owner,
  typeId: string,
  hash: string,
): Promise<Outcome<PrivateLink, "busy" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await readPrivateLink(app.kv, hash);
    const isOwn = was.value?.ownerId === ownerIdOf(owner) && was.value.typeId === typeId;
    if (was.versionstamp === null || !isOwn) return refused("not-found");
    if (was.value.revokedAt !== null) return accepted(was.value);
    const link = { ...was.value, revokedAt: app.now() };
    writePrivateLink(op, was, link);
    return accepted(link);
  });
}

/** The link with this secret if it is for this type, else null; "link-used" or "link-expired" when it cannot be used any more. */
export async function find(
  app: App,
  secret: string | null | undefined,
  type: EventType,
): Promise<Outcome<FoundLink | null, LinkRefusal>> {
  if (!isSecret(secret)) return accepted(null);
  const entry = await readPrivateLink(app.kv, await hashOfLink(secret));
  const isForIt = entry.value?.ownerId === type.ownerId && entry.value.typeId === type.id;
  if (entry.versionstamp === null || !isForIt) return accepted(null);
  const now = app.now();
  const bookings = await getBookings(app.kv, entry.value.uses.flat());
  const counted = countedUses(entry.value, bookings, now);
  const state = privateLinkStateOf(entry.value, counted.length, now);
  if (state === "open") return accepted({ entry, counted });
  return refused(state === "used" ? "link-used" : "link-expired");
}

/** Where the link of a secret is stored; null for a text that is no secret. */
export async function linkKey(secret: string | null | undefined): Promise<Deno.KvKey | null> {
  return isSecret(secret) ? keys.privateLink(await hashOfLink(secret)) : null;
}

function isSecret(text: string | null | undefined): text is string {
  return typeof text === "string" && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The link before and after one more use, for the commit of its bookings, which fails when another use was committed first. */
export function withUse({ entry, counted }: FoundLink, bookingIds: readonly string[]) {
  return { was: entry, is: { ...entry.value, uses: [...counted, [...bookingIds]] } };
}

/** A link as its host sees it: its state, address and counted bookings. */
export interface PrivateLinkView {
  link: PrivateLink;
  state: PrivateLinkState;
  used: number;
  /** Empty unless the link is open. */
  address: string;
  bookings: Booking[];
}

/** All links of an event type, newest first. */
export async function list(
  app: App,
  owner: Pick<Host, "username"> | Pick<Team, "slug">,
  type: EventType,
): Promise<PrivateLinkView[]> {
  const now = app.now();
  const views: PrivateLinkView[] = [];
  for (const link of await listPrivateLinks(app.kv, type.ownerId, type.id)) {
    const bookings = await getBookings(app.kv, link.uses.flat());
    const used = countedUses(link, bookings, now).length;
    const state = privateLinkStateOf(link, used, now);
    views.push({
      link,
      state,
      used,
      address: state === "open" ? await addressOf(app, owner, type, link) : "",
      bookings: bookings.filter((booking) => isLiveBooking(booking, now)),
    });
  }
  return views;
}

/** The address of a link, with its secret. */
export async function addressOf(
  app: App,
  owner: Pick<Host, "username"> | Pick<Team, "slug">,
  { slug }: Pick<EventType, "slug">,
  link: PrivateLink,
): Promise<string> {
  return `${app.baseUrl}${pagePathOf(owner)}/${slug}?link=${await secretOf(app, link)}`;
}

/** The secret of the private link with which a booking was made; null without one, or when it was purged. */
export async function privateLinkSecret(
  app: App,
  { privateLinkHash }: Pick<Booking, "privateLinkHash">,
): Promise<string | null> {
  const link = privateLinkHash ? (await readPrivateLink(app.kv, privateLinkHash)).value : null;
  return link && await secretOf(app, link);
}

/** The path of the picker with which a booking was made, below the page of its team or host, with its private link if it has one. */
export async function pickerPath(
  app: App,
  booking: Booking,
  pagePath: string,
): Promise<string> {
  const secret = await privateLinkSecret(app, booking);
  const page = `${pagePath}/${booking.type.slug}`;
  return secret ? `${page}?link=${secret}` : page;
}

function secretOf(app: App, { sealed, hash }: PrivateLink): Promise<string> {
  return app.sealer.open(sealed, contextOf(hash));
}

function isOver(link: PrivateLink, now: number): boolean {
  return privateLinkStateOf(link, 0, now) !== "open";
}

const hashOfLink = (secret: string) => hashOf("private-link", secret);
const contextOf = (hash: string) => `private-link:${hash}`;
