/** Guests over real HTTP, each from an address of its own as a trusted proxy would tell it. */

export interface BookingAttempt {
  /** Whose event type it is: a host's username, or a team's slug in `team`. */
  username?: string;
  team?: string;
  slug: string;
  /** Epoch ms. */
  start: number;
  name?: string;
  email?: string;
  /** The Idempotency-Key; a new one when left out. */
  key?: string;
  /** The client's address; a new one when left out. */
  client?: string;
}

export interface AttemptResponse {
  status: number;
  body: ApiBody;
  headers: Headers;
}

/** What the API says: booking and actions of a granted request, code and alternatives of a refused one. */
export interface ApiBody {
  booking: {
    id: string;
    status: string;
    startsAt: string;
    endsAt: string;
    reservedUntil: string | null;
  };
  actions: { token: string };
  code?: string;
  alternatives?: { startsAt: string }[];
}

let clients = 0;

/** An address that no other guest of this run has. */
export function newClient(): string {
  const n = ++clients;
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

/** Asks for a time by `POST /v0/bookings`, or by `POST /v0/team-bookings`. */
export async function attemptBooking(
  address: string,
  input: BookingAttempt,
  signal?: AbortSignal,
): Promise<AttemptResponse> {
  const client = input.client ?? newClient();
  const { team, username } = input;
  const answer = await fetch(`${address}/v0/${team ? "team-bookings" : "bookings"}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": input.key ?? `proof-${crypto.randomUUID()}`,
      "x-forwarded-for": client,
    },
    body: JSON.stringify({
      ...(team ? { teamSlug: team } : { username }),
      eventSlug: input.slug,
      startsAt: new Date(input.start).toISOString(),
      timezone: "UTC",
      inviteeName: input.name ?? `Guest ${client}`,
      inviteeEmail: input.email ?? `guest-${client}@example.org`,
    }),
    ...(signal ? { signal } : {}),
  });
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}

/** Moves or cancels a booking by its guest's link, over the API; a key and an address as of `attemptBooking`. */
export async function actAsGuest(
  address: string,
  token: string,
  action: "reschedule" | "cancel",
  { key, client = newClient(), ...body }: {
    startsAt?: string;
    timezone?: string;
    reason?: string;
    key?: string;
    client?: string;
  },
): Promise<number> {
  const answer = await fetch(`${address}/v0/bookings/actions/${token}/${action}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": key ?? `proof-${crypto.randomUUID()}`,
      "x-forwarded-for": client,
    },
    body: JSON.stringify(body),
  });
  await answer.body?.cancel();
  return answer.status;
}

/** What is on offer for some days from an instant, of a host by username or of a team by slug. */
export async function offered(
  address: string,
  { team, username }: Pick<BookingAttempt, "team" | "username">,
  slug: string,
  start: number,
  days = 1,
): Promise<number[]> {
  const query = new URLSearchParams({
    start: new Date(start).toISOString(),
    days: String(days),
    timezone: "UTC",
  });
  const answer = await fetch(
    `${address}/v0/${
      team ? `teams/${team}` : `users/${username}`
    }/event-types/${slug}/availability?${query}`,
    { headers: { "x-forwarded-for": newClient() } },
  );
  const body = await answer.json();
  if (answer.status !== 200) throw new Error(`availability: ${answer.status} ${body.error}`);
  return body.slots.map((slot: { startsAt: string }) => Date.parse(slot.startsAt));
}

/** Opens a page as a browser without scripts does, and answers its form's button; null where the page has no form. */
export async function openForm(
  page: string,
): Promise<((more?: Record<string, string>) => Promise<Response>) | null> {
  const headers = { "x-forwarded-for": newClient(), accept: "text/html" };
  const html = await (await fetch(page, { headers })).text();
  if (!/<form\b[^>]*method="post"/i.test(html)) return null;
  const fields = formFields(html);
  return (more = {}) =>
    fetch(page, {
      method: "POST",
      redirect: "manual",
      headers: { ...headers, origin: new URL(page).origin },
      body: new URLSearchParams({ ...fields, ...more }),
    });
}

/** A form of a page but the sign-out in its frame, as a browser without scripts sends it: every named field with its value. */
export function formFields(
  html: string,
  action: RegExp = /^(?!\/auth\/sign-out)/,
): Record<string, string> {
  for (
    const [, attributes = "", inner = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)
  ) {
    const target = /\baction="([^"]*)"/.exec(attributes)?.[1] ?? "";
    if (!/\bmethod="post"/i.test(attributes) || !action.test(target)) continue;
    const fields: Record<string, string> = {};
    for (const [, attrs = ""] of inner.matchAll(/<(?:input|button)\b([^>]*)>/g)) {
      const name = /\bname="([^"]*)"/.exec(attrs)?.[1];
      if (name) fields[name] = unescaped(/\bvalue="([^"]*)"/.exec(attrs)?.[1] ?? "");
    }
    for (const [, name = ""] of inner.matchAll(/<textarea\b[^>]*\bname="([^"]*)"/g)) {
      fields[name] ??= "";
    }
    return fields;
  }
  throw new Error("the page has no such form");
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
