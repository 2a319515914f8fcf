import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { getOpenHost } from "../store/hosts.ts";
import * as store from "../store/sessions.ts";
import { isWriteFailure } from "../store/errors.ts";
import type { Session, SignInMethod } from "../store/sessions.ts";

export type { Session, SignInMethod as WayIn };

/** The only cookie by which somebody is known here; see `own-cookies.ts` for its name over https. */
export const sessionCookie = "invito_session";

/** A session lasts thirty days from the last time it was used. */
export const sessionLifetimeMs = 30 * 86_400_000;

/** However often it is used, after 180 days one signs in again: a stolen cookie is not good for ever. */
export const maxSessionMs = 180 * 86_400_000;

const HOUR = 3_600_000;

/** Signs a host in on one browser with a new secret; the session that the browser had before ends. */
export async function start(
  app: App,
  hostId: string,
  way: SignInMethod,
  browser: { agent: string; before: string | null },
): Promise<{ secret: string; session: Session }> {
  const now = app.now(), secret = newSecret();
  const session: Session = {
    hash: await hashOf("session", secret),
    hostId,
    method: way,
    userAgent: browser.agent.slice(0, 200),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + sessionLifetimeMs,
  };
  const before = browser.before
    ? await store.getSession(app.kv, await hashOf("session", browser.before))
    : null;
  await store.addSession(app.kv, session, before);
  return { secret, session };
}

/** Who holds this secret, if the session still stands; `extended` when the cookie should be written again. */
export async function find(
  app: App,
  secret: string,
): Promise<{ host: Host; session: Session; extended: boolean } | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  const session = await store.getSession(app.kv, await hashOf("session", secret));
  if (!session || session.expiresAt <= app.now()) return null;
  const host = await getOpenHost(app.kv, session.hostId);
  if (!host) return null;
  const extended = Math.abs(app.now() - session.lastSeenAt) >= HOUR
    ? await extend(app, session)
    : null;
  return { host, session: extended ?? session, extended: extended !== null };
}

async function extend(app: App, session: Session): Promise<Session | null> {
  const now = app.now();
  // A clock that is behind for a moment must not end it.
  const end = Math.max(now + sessionLifetimeMs, session.expiresAt);
  const expiresAt = Math.min(end, session.createdAt + maxSessionMs);
  const extended = { ...session, lastSeenAt: now, expiresAt };
  try {
    return await store.extendSession(app.kv, extended) ? extended : null;
  } catch (error) {
    // With a full disk pages can still be read: it is extended another time.
    if (!isWriteFailure(error)) throw error;
    return null;
  }
}

/** A host's standing sessions, the one used last first. */
export async function list(app: App, hostId: string): Promise<Session[]> {
  const sessions = await store.listSessions(app.kv, hostId);
  return sessions.filter((session) => session.expiresAt > app.now())
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt);
}

/** Ends one session of this host; another host's is "not-found". */
export async function end(app: App, hostId: string, hash: string): Promise<Outcome<null>> {
  const session = /^[A-Za-z0-9_-]{43}$/.test(hash) ? await store.getSession(app.kv, hash) : null;
  if (!session || session.hostId !== hostId) return refused("not-found");
  await store.deleteSession(app.kv, session);
  return accepted(null);
}

/** Ends every session of this host but one. */
export async function endOthers(app: App, hostId: string, but: string | null): Promise<void> {
  for (const session of await store.listSessions(app.kv, hostId)) {
    if (session.hash !== but) await store.deleteSession(app.kv, session);
  }
}
