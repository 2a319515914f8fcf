import type { RequestEvent } from "@sveltejs/kit";
import * as sessions from "./sessions.ts";
import type { WayIn } from "./sessions.ts";

type Event = Pick<RequestEvent, "cookies" | "locals" | "url" | "request">;

/** Signs a host in on this browser: a new session, and its secret in the only cookie of ours. */
export async function signInHere(event: Event, hostId: string, way: WayIn): Promise<void> {
  const { secret, session } = await sessions.start(event.locals.app, hostId, way, {
    agent: event.request.headers.get("user-agent") ?? "",
    before: event.cookies.get(sessions.sessionCookie) ?? null,
  });
  writeSessionCookie(event, secret);
  event.locals.session = session.hash;
}

/** Keeps the cookie for as long as the session lasts from now. */
export function writeSessionCookie(event: Event, secret: string): void {
  event.cookies.set(sessions.sessionCookie, secret, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: event.url.protocol === "https:",
    maxAge: sessions.sessionMs / 1000,
  });
}

/** Signs this browser out, here and in the store. */
export async function signOutHere(event: Event): Promise<void> {
  const { app, host, session } = event.locals;
  if (host && session) await sessions.end(app, host.id, session);
  event.cookies.delete(sessions.sessionCookie, {
    path: "/",
    secure: event.url.protocol === "https:",
  });
  event.locals.host = null;
  event.locals.session = null;
}
