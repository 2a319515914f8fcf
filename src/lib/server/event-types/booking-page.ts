/** A booking page, whoever it belongs to: a host or a team. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getHostByUsername } from "../store/hosts.ts";
import { getTeamBySlug } from "../store/teams.ts";
import { findBookableType, findTeamType } from "./find-bookable-type.ts";
import { pagePathOf } from "./page-path.ts";
import type { LinkRefusal } from "./private-links.ts";

/** Whose event type an address names: a host's by username, or a team's by slug. */
export type OwnerAddress = { username: string } | { team: string };

/** The address of a booking page. */
export type PageAddress = OwnerAddress & { slug: string };

/** The host or team whose name a booking page carries. */
export interface PageOwner {
  id: string;
  name: string;
  /** IANA zone of a guest who has not chosen one. */
  zone: string;
  hourCycle: 12 | 24;
  /** Of a guest whose browser asks for none that is offered. */
  language: Language;
  /** Path of the page that lists the event types. */
  path: string;
  /** False for a host who is suspended: nothing of theirs is shown but the name. */
  isActive: boolean;
}

/** An event type with the name that its page carries and the people who take its bookings. */
export interface BookingPage {
  address: PageAddress;
  owner: PageOwner;
  type: EventType;
  /** Everybody whose time is searched. */
  hosts: readonly Host[];
  /** Null on a host's own page. */
  team: Team | null;
}

/** The booking page of an address; "not-found", "inactive" or the refusal of its private link otherwise. */
export async function findBookingPage(
  app: App,
  address: PageAddress,
  secret: string | null = null,
): Promise<Outcome<BookingPage, "not-found" | "inactive" | LinkRefusal>> {
  if ("team" in address) {
    const found = await findTeamType(app, address.team, address.slug, secret);
    if (!found.ok) return found;
    const { team, type, hosts } = found.value;
    return accepted(teamBookingPage(team, type, hosts));
  }
  const found = await findBookableType(app, address.username, address.slug, secret);
  if (!found.ok) return found;
  const { host, type } = found.value;
  return accepted(hostBookingPage(host, type));
}

/** The page of a host's own event type. */
export function hostBookingPage(host: Host, type: EventType): BookingPage {
  const address = { username: host.username, slug: type.slug };
  return { address, owner: hostOwner(host), type, hosts: [host], team: null };
}

/** The page of a team event type; `hosts` are the members who take its bookings. */
export function teamBookingPage(team: Team, type: EventType, hosts: readonly Host[]): BookingPage {
  const address = { team: team.slug, slug: type.slug };
  return { address, owner: teamOwner(team), type, hosts, team };
}

/** The open host or team of an address; null where there is none. */
export async function findPageOwner(app: App, address: OwnerAddress): Promise<PageOwner | null> {
  if ("team" in address) {
    const team = await getTeamBySlug(app.kv, address.team);
    return team && teamOwner(team);
  }
  const host = await getHostByUsername(app.kv, address.username);
  return host && hostOwner(host);
}

/** A host as the owner of a booking page. */
function hostOwner(host: Host): PageOwner {
  const { id, name, zone, hourCycle, language } = host;
  return { id, name, zone, hourCycle, language, path: pagePathOf(host), isActive: isActive(host) };
}

/** A team as the owner of a booking page. */
function teamOwner(team: Team): PageOwner {
  const { id, name, zone, language } = team;
  return { id, name, zone, hourCycle: 24, language, path: pagePathOf(team), isActive: true };
}

/** The path of the event stream that its open pages follow; a team's names the event type by id, as the slug may be secret. */
export function livePath({ address, type }: BookingPage): string {
  return "team" in address ? `/live/team/${address.team}/${type.id}` : `/live/${address.username}`;
}

/** The address as a booking request names it. */
export function requestAddress(address: PageAddress) {
  return "team" in address
    ? { username: "", teamSlug: address.team, slug: address.slug }
    : { username: address.username, teamSlug: null, slug: address.slug };
}
