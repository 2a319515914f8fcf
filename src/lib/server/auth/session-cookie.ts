import type { RequestEvent } from "@sveltejs/kit";
import * as sessions from "./sessions.ts";
import { deleteCookie, getCookie, setCookie } from "./cookies.ts";
import type { Session, SignInMethod } from "./sessions.ts";

type SessionEvent = Pick<RequestEvent, "cookies" | "locals" | "request">;

/** Signs a host in on this browser: creates a session and sets its cookie. */
export async function startBrowserSession(
  event: SessionEvent,
  hostId: string,
  method: SignInMethod,
  atIssuer: Session["atIssuer"] = null,
): Promise<void> {
  const { secret, session } = await sessions.start(event.locals.app, hostId, method, {
    agent: event.request.headers.get("user-agent") ?? "",
    before: getCookie(event, sessions.sessionCookie),
  }, atIssuer);
  writeSessionCookie(event, secret, session);
  event.locals.session = session.hash;
}

/** Sets the session cookie until the session expires. */
export function writeSessionCookie(
  event: SessionEvent,
  secret: string,
  { expiresAt }: Session,
): void {
  const seconds = Math.max(0, Math.floor((expiresAt - event.locals.app.now()) / 1000));
  setCookie(event, sessions.sessionCookie, secret, seconds);
}

/** Signs this browser out: deletes the session, which it answers, and its cookie. */
export async function endBrowserSession(event: SessionEvent): Promise<Session | null> {
  const { app, host, session } = event.locals;
  const ended = host && session ? await sessions.end(app, host.id, session) : null;
  deleteCookie(event, sessions.sessionCookie);
  event.locals.host = null;
  event.locals.session = null;
  return ended?.ok ? ended.value : null;
}
