/** Guests over real HTTP who want times: by an address, a form, the API, a question why, or a day. */
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
  expiresAt: number | null;
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

/** Asks for a time; the booking where one was made. */
export async function ask(
  address: string,
  owner: Owner,
  way: Way,
  { slug, minutes, span }: Wanted,
  { guest, zone, date }: { guest: Guest; zone: string; date: string },
): Promise<Made | null> {
  const { client, agent, dnt } = guest;
  const headers = {
    "x-forwarded-for": client,
    "user-agent": agent,
    accept: "*/*",
    ...(dnt ? { dnt: "1" } : {}),
  };
  const startsAt = new Date(span.start).toISOString();
  const key = crypto.randomUUID();
  const isTeam = "teamSlug" in owner;
  const ownPath = isTeam ? `/team/${owner.teamSlug}` : `/calendar/${owner.username}`;
  const apiPath = isTeam ? `/v0/teams/${owner.teamSlug}` : `/v0/users/${owner.username}`;
  const page = `${address}${ownPath}/${slug}`;
  const query = (given: Record<string, string>) =>
    new URLSearchParams({ minutes: String(minutes), key, ...given });
  const visit = async (path: string | URL, init: RequestInit = {}) => {
    const answer = await fetchWithinLimits(path, {
      redirect: "manual",
      ...init,
      headers: { ...headers, ...init.headers },
    });
    const text = await answer.text();
    if (answer.status >= 500) {
      throw new Error(`${way}: ${answer.status} ${text.slice(0, 300)}`);
    }
    return { status: answer.status, text };
  };
  if (way === "address") await visit(`${page}?${query({ slot: startsAt })}`);
  if (way === "day") await visit(`${page}?${query({ date, tz: zone })}`);
  if (way === "why") {
    const asked = new URLSearchParams({
      start: startsAt,
      days: "1",
      explain: "1",
      duration: String(minutes),
    });
    await visit(`${address}${apiPath}/event-types/${slug}/availability?${asked}`);
  }
  if (way === "form") {
    const form = {
      slot: startsAt,
      minutes: String(minutes),
      name: "Guest",
      email: `${client}@example.org`,
      note: "",
      tz: zone,
      hours: "24",
      key,
    };
    const { status } = await visit(`${page}?${query({ slot: startsAt })}`, {
      method: "POST",
      headers: { origin: address, accept: "text/html" },
      body: new URLSearchParams(form),
    });
    if (status === 303) {
      return { start: span.start, end: span.start + minutes * 60_000, expiresAt: 0 };
    }
  }
  if (way === "api") {
    const { status, text } = await visit(`${address}/v0/${isTeam ? "team-bookings" : "bookings"}`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({
        ...owner,
        eventSlug: slug,
        startsAt,
        duration: minutes,
        timezone: zone,
        inviteeName: "Guest",
        inviteeEmail: `${client}@example.org`,
      }),
    });
    if (status < 300) {
      const { booking: { id }, actions } = JSON.parse(text);
      return {
        id,
        token: tokenIn(actions.cancel),
        start: span.start,
        end: span.start + minutes * 60_000,
        expiresAt: 0,
      };
    }
    if (![409, 422].includes(status)) throw new Error(`api: ${status} ${text}`);
  }
  return null;
}

/** Asks to move a booking; whether it was moved. */
export async function requestReschedule(
  address: string,
  token: string,
  way: Exclude<Way, "why">,
  span: Wanted["span"],
  { guest: { client, agent, dnt }, zone, date, revision }: {
    guest: Guest;
    zone: string;
    date: string;
    revision: number;
  },
): Promise<boolean> {
  const headers = {
    "x-forwarded-for": client,
    "user-agent": agent,
    accept: "text/html",
    origin: address,
  };
  const startsAt = new Date(span.start).toISOString();
  const page = `${address}/booking/${token}/reschedule`;
  const [path, init]: [string, RequestInit] = way === "address"
    ? [`${page}?slot=${startsAt}`, {}]
    : way === "day"
    ? [`${page}?${new URLSearchParams({ date, tz: zone })}`, {}]
    : way === "form"
    ? [page, {
      method: "POST",
      body: new URLSearchParams({ slot: startsAt, revision: `${revision}` }),
    }]
    : [`${address}/v0/bookings/actions/${token}/reschedule`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ startsAt }),
    }];
  const answer = await fetchWithinLimits(path, {
    redirect: "manual",
    ...init,
    headers: { ...headers, ...(dnt ? { dnt: "1" } : {}), ...init.headers },
  });
  const text = await answer.text();
  const isAsked = way === "address" || way === "day";
  if (isAsked ? answer.status !== 200 : ![200, 303, 409, 422].includes(answer.status)) {
    throw new Error(`move by ${way}: ${answer.status} ${text.slice(0, 300)}`);
  }
  return !isAsked && (answer.status === 200 || answer.status === 303);
}

function tokenIn(address: string): string {
  return /actions\/([^/]+)/.exec(address)![1]!;
}

/** Waits as long as a limit asks for: a fast machine sends more than it lets through, and what it refuses is not wanted. */
async function fetchWithinLimits(path: string | URL, init: RequestInit): Promise<Response> {
  for (;;) {
    const answer = await fetch(path, init);
    if (answer.status !== 429) return answer;
    await answer.body?.cancel();
    const seconds = Number(answer.headers.get("retry-after") ?? 1);
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
  }
}
