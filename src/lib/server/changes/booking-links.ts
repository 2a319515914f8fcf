import type { Booking } from "$lib/scheduling/booking.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { getHost } from "../store/hosts.ts";
import { getBooking, getLink, type LinkRecord } from "../store/bookings.ts";
import { getTeamMember } from "../store/teams.ts";
import { type BookingPeople, readPeople } from "./booking-people.ts";

/** New link secrets of a booking: encrypted for its record, as hashes for the lookup, and the guest's in plain text for the response. */
export interface NewLinks {
  bookingId: string;
  guestToken: string;
  sealed: Booking["links"];
  records: { hash: string; record: LinkRecord }[];
}

/** Makes one secret for the guest and one for each host; a guest's link does not open a host's page, nor the other way round. */
export async function newLinks(
  app: Pick<App, "sealer">,
  bookingId: string,
  hostIds: readonly string[],
): Promise<NewLinks> {
  const guestToken = newSecret();
  const [guest, hash, hosts] = await Promise.all([
    app.sealer.seal(guestToken, guestContext(bookingId)),
    hashOfLink(guestToken),
    newHostLinks(app, bookingId, hostIds),
  ]);
  const record: LinkRecord = { bookingId, purpose: "guest", hostId: null };
  const sealed = { guest, hosts: hosts.sealed };
  return { bookingId, guestToken, sealed, records: [{ hash, record }, ...hosts.records] };
}

/** New link secrets for hosts of a booking. */
async function newHostLinks(
  app: Pick<App, "sealer">,
  bookingId: string,
  hostIds: readonly string[],
): Promise<{ sealed: Booking["links"]["hosts"]; records: NewLinks["records"] }> {
  const links = await Promise.all(hostIds.map(async (hostId) => {
    const token = newSecret();
    const sealed = await app.sealer.seal(token, hostContext(bookingId, hostId));
    const record: LinkRecord = { bookingId, purpose: "host", hostId };
    return { hostId, sealed, hash: await hashOfLink(token), record };
  }));
  return {
    sealed: Object.fromEntries(links.map(({ hostId, sealed }) => [hostId, sealed])),
    records: links.map(({ hash, record }) => ({ hash, record })),
  };
}

/**
 * The links of a booking whose hosts change: new ones for the joining hosts, and the hashes of those to revoke. `keeping`
 * lists members who leave with a link that still says where their request went.
 */
export async function linksOfHosts(
  app: App,
  was: Booking,
  hosts: readonly string[],
  keeping: readonly string[] = [],
): Promise<{ links: Booking["links"]; records: NewLinks["records"]; revoked: string[] }> {
  const joining = hosts.filter((hostId) => !was.hosts.includes(hostId));
  const leaving = was.hosts.filter((hostId) =>
    !hosts.includes(hostId) && !keeping.includes(hostId)
  );
  const added = await newHostLinks(app, was.id, joining);
  const remaining = Object.entries(was.links.hosts).filter(([hostId]) => !leaving.includes(hostId));
  const tokens = await Promise.allSettled(leaving.map((hostId) => openHostLink(app, was, hostId)));
  const opened = tokens.flatMap((token) => token.status === "fulfilled" ? [token.value] : []);
  return {
    links: { guest: was.links.guest, hosts: { ...Object.fromEntries(remaining), ...added.sealed } },
    records: added.records,
    revoked: await Promise.all(opened.map(hashOfLink)),
  };
}

/** What a link secret opens: `host` is the owner of a host's link, or the booking's first host for a guest's. */
export interface FoundBooking extends BookingPeople {
  booking: Booking;
  host: Host;
}

/** The booking that a link secret gives access to for this purpose, with everybody who is met. */
export async function findByLink(
  app: App,
  token: string,
  purpose: "guest" | "host",
): Promise<FoundBooking | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const link = await getLink(app.kv, await hashOfLink(token));
  if (!link || link.purpose !== purpose) return null;
  const booking = await getBooking(app.kv, link.bookingId);
  if (!booking || booking.guestErasedAt) return null;
  const people = await readPeople(app, booking);
  // A former host's link may still be stored: after a change of the session secret it cannot be found by its hash.
  const host = purpose === "guest"
    ? people.hosts[0]
    : people.hosts.find(({ id }) => id === link.hostId) ?? await passedOnBy(app, booking, link);
  if (!host || (purpose === "host" && !isActive(host))) return null;
  return { booking, host, ...people };
}

/** The member of a link whose request went to the next one: while in the team they read where it went. */
async function passedOnBy(
  app: App,
  { team }: Booking,
  { hostId }: LinkRecord,
): Promise<Host | null> {
  if (!hostId || !team?.declinedBy.includes(hostId)) return null;
  return await getTeamMember(app.kv, team.id, hostId) && await getHost(app.kv, hostId);
}

/** The guest's link secret, for an email or a response to the guest. */
export function openGuestLink(app: App, booking: Booking): Promise<string> {
  return app.sealer.open(booking.links.guest, guestContext(booking.id));
}

/** A host's link secret, for that host's email only. */
export function openHostLink(app: App, booking: Booking, hostId: string): Promise<string> {
  return app.sealer.open(booking.links.hosts[hostId] ?? "", hostContext(booking.id, hostId));
}

/** A link secret, or null where it is lost: after a change of the session secret it cannot be opened any more. */
export function orLost(link: Promise<string>): Promise<string | null> {
  return link.catch(() => null);
}

/** The hashes of a booking's links; a link that cannot be decrypted with the current session secret is left out. */
export async function linkHashesOf(app: App, booking: Booking): Promise<string[]> {
  const sealed = [
    [booking.links.guest, guestContext(booking.id)] as const,
    ...Object.entries(booking.links.hosts)
      .map(([hostId, text]) => [text, hostContext(booking.id, hostId)] as const),
  ];
  const opened = await Promise.allSettled(
    sealed.map(([text, context]) => app.sealer.open(text, context)),
  );
  return await Promise.all(
    opened.flatMap((one) => one.status === "fulfilled" ? [hashOfLink(one.value)] : []),
  );
}

/** The hash of a host's own link to a booking; null where it cannot be decrypted. */
export async function hostLinkHashOf(
  app: App,
  booking: Booking,
  hostId: string,
): Promise<string | null> {
  // Where it is lost it opens nothing once its host is gone, and orphaned links are deleted by scan.
  const token = await orLost(openHostLink(app, booking, hostId));
  return token === null ? null : await hashOfLink(token);
}

function hashOfLink(token: string): Promise<string> {
  return hashOf("link", token);
}

function guestContext(bookingId: string): string {
  return `booking:${bookingId}:guest`;
}

function hostContext(bookingId: string, hostId: string): string {
  return `booking:${bookingId}:host:${hostId}`;
}
