/** Guests over real HTTP who want times: by an address, a form, the API, a question why, or a day. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Wanted } from "./oracle.ts";

/** A client, and whether anything of it counts. */
export interface Guest {
  client: string;
  agent: string;
  dnt: boolean;
}

export const ways = ["address", "form", "api", "why", "day"] as const;
export type Way = typeof ways[number];

/** A booking that was made. */
export interface Made {
  /** Of its guest's links. */
  token?: string;
  /** Where the answer says it. */
  id?: string;
  start: number;
  end: number;
}

/** Some browsers, a few that ask not to be counted, and a program. */
export function guests(n: number): Guest[] {
  return Array.from({ length: n }, (_, i) => ({
    client: `10.20.${i}.7`,
    agent: i % 10 === 9 ? "curl/8.5.0" : `Mozilla/5.0 (X11; Linux x86_64) Firefox/${140 + i}.0`,
    dnt: i % 10 === 8,
  }));
}

/** Whether a time that is not offered counts when it is wanted in this way. */
export function counts({ agent, dnt }: Guest, way: Way): boolean {
  if (dnt) return false;
  return agent.startsWith("Mozilla") || way === "api" || way === "why";
}

/** Whose times are wanted: a host's by username, or a team's by slug. */
export type Owner = { username: string } | { teamSlug: string };

/** The guest who asks, and the date and zone that they look at. */
interface Asking {
  guest: Guest;
  zone: string;
  date: string;
}

/** Asks for a time; the booking where one was made. */
export async function ask(
  address: string,
  owner: Owner,
  way: Way,
  { slug, minutes, span }: Wanted & { slug: string },
  { guest, zone, date }: Asking,
): Promise<Made | null> {
  const isTeam = "teamSlug" in owner;
  const page = isTeam ? `/team/${owner.teamSlug}/${slug}` : `/calendar/${owner.username}/${slug}`;
  const api = isTeam ? `/v0/teams/${owner.teamSlug}` : `/v0/users/${owner.username}`;
  const slot = new Date(span.start).toISOString(), key = crypto.randomUUID();
  const terms = { minutes: String(minutes), key };
  const who = { name: "Guest", email: `${guest.client}@example.org` };
  const [path, init] = ({
    address: () => [`${page}?${new URLSearchParams({ ...terms, slot })}`],
    day: () => [`${page}?${new URLSearchParams({ ...terms, date, tz: zone })}`],
    why: () => [
      `${api}/event-types/${slug}/availability?start=${slot}&days=1&explain=1&duration=${minutes}`,
    ],
    form: () => [
      `${page}?${new URLSearchParams({ ...terms, slot })}`,
      asForm({ ...terms, slot, ...who, note: "", tz: zone, hours: "24" }),
    ],
    api: () => [
      `/v0/${isTeam ? "team-bookings" : "bookings"}`,
      asJson(key, {
        ...owner,
        eventSlug: slug,
        startsAt: slot,
        duration: minutes,
        timezone: zone,
        inviteeName: who.name,
        inviteeEmail: who.email,
      }),
    ],
  } as Record<Way, () => [string, RequestInit?]>)[way]();
  const { status, text } = await visit(address, guest, path, init);
  if (status >= 500 || (way === "api" && status >= 300 && ![409, 422].includes(status))) {
    throw new Error(`${way}: ${status} ${text.slice(0, 300)}`);
  }
  const made = { start: span.start, end: span.start + minutes * MINUTE };
  if (way === "form" && status === 303) return made;
  if (way !== "api" || status >= 300) return null;
  const { booking: { id }, actions } = JSON.parse(text);
  return { ...made, id, token: /actions\/([^/]+)/.exec(actions.cancel)![1]! };
}

/** Asks to move a booking; whether it was moved. */
export async function requestReschedule(
  address: string,
  token: string,
  way: Exclude<Way, "why">,
  { start }: Wanted["span"],
  { guest, zone, date, revision }: Asking & { revision: number },
): Promise<boolean> {
  const startsAt = new Date(start).toISOString(), page = `/booking/${token}/reschedule`;
  const [path, init] = ({
    address: () => [`${page}?slot=${startsAt}`],
    day: () => [`${page}?${new URLSearchParams({ date, tz: zone })}`],
    form: () => [page, asForm({ slot: startsAt, revision: `${revision}` })],
    api: () => [
      `/v0/bookings/actions/${token}/reschedule`,
      asJson(crypto.randomUUID(), { startsAt }),
    ],
  } as Record<typeof way, () => [string, RequestInit?]>)[way]();
  const { status, text } = await visit(address, guest, path, init);
  if (![200, ...init ? [303, 409, 422] : []].includes(status)) {
    throw new Error(`move by ${way}: ${status} ${text.slice(0, 300)}`);
  }
  return init !== undefined && (status === 200 || status === 303);
}

function asForm(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}

function asJson(key: string, body: unknown): RequestInit {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/** Waits as long as a limit asks for: a fast machine sends more than it lets through, and what it refuses is not wanted. */
async function visit(
  address: string,
  { client, agent, dnt }: Guest,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string }> {
  const headers = {
    "x-forwarded-for": client,
    "user-agent": agent,
    accept: "text/html",
    origin: address,
    ...(dnt ? { dnt: "1" } : {}),
    ...init.headers,
  };
  for (;;) {
    const answer = await fetch(address + path, { redirect: "manual", ...init, headers });
    const text = await answer.text();
    if (answer.status !== 429) return { status: answer.status, text };
    const seconds = Number(answer.headers.get("retry-after") ?? 1);
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
  }
}
