import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { getActiveHost, getHost } from "../store/hosts.ts";
import * as store from "../store/sessions.ts";
import { isWriteFailure } from "../kv/errors.ts";
import type { Session, SignInMethod } from "../store/sessions.ts";

export type { Session, SignInMethod };

/** The session cookie; see `cookies.ts` for its name over https. */
export const sessionCookie = "invito_session";

/** A session lasts thirty days from its last use. */
export const sessionLifetimeMs = 30 * DAY;

/** A session ends 180 days after sign-in, however often it is used, so that a stolen cookie does not work forever. */
export const maxSessionMs = 180 * DAY;

/** Starts a session with a new secret and ends the browser's previous one. */
export async function start(
  app: App,
  hostId: string,
  method: SignInMethod,
  browser: { agent: string; before: string | null },
  atIssuer: Session["atIssuer"] = null,
): Promise<{ secret: string; session: Session }> {
  const now = app.now(), secret = newSecret();
  const session: Session = {
    hash: await hashOf("session", secret),
    hostId,
    // One that was being started while all sessions ended is of the epoch before.
    epoch: (await getHost(app.kv, hostId))?.sessionEpoch ?? 0,
    method,
    atIssuer,
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

/** The host and session of a secret, null when it is not valid; `extended` when the cookie must be set again. */
export async function find(
  app: App,
  secret: string,
): Promise<{ host: Host; session: Session; extended: boolean } | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  const session = await store.getSession(app.kv, await hashOf("session", secret));
  if (!session || session.expiresAt <= app.now()) return null;
  const host = await getActiveHost(app.kv, session.hostId);
  if (!host || session.epoch !== host.sessionEpoch) return null;
  const extended = Math.abs(app.now() - session.lastSeenAt) >= HOUR
    ? await extend(app, session)
    : null;
  return { host, session: extended ?? session, extended: extended !== null };
}

async function extend(app: App, session: Session): Promise<Session | null> {
  const now = app.now();
  // A clock that is behind for a moment must not shorten the session.
  const end = Math.max(now + sessionLifetimeMs, session.expiresAt);
  const expiresAt = Math.min(end, session.createdAt + maxSessionMs);
  const extended = { ...session, lastSeenAt: now, expiresAt };
  try {
    return await store.extendSession(app.kv, extended) ? extended : null;
  } catch (error) {
    // With a full disk pages can still be read; the session is extended another time.
    if (!isWriteFailure(error)) throw error;
    return null;
  }
}

/** A host's valid sessions, the last used first. */
export async function list(app: App, hostId: string): Promise<Session[]> {
  const [host, sessions] = await Promise.all([
    getHost(app.kv, hostId),
    store.listSessions(app.kv, hostId),
  ]);
  return sessions
    .filter(({ expiresAt, epoch }) => expiresAt > app.now() && epoch === host?.sessionEpoch)
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt);
}

/** Ends one session of this host, which it answers; "not-found" for another host's. */
export async function end(
  app: App,
  hostId: string,
  hash: string,
): Promise<Outcome<Session, "not-found">> {
  const session = /^[A-Za-z0-9_-]{43}$/.test(hash) ? await store.getSession(app.kv, hash) : null;
  if (!session || session.hostId !== hostId) return refused("not-found");
  await store.deleteSession(app.kv, session);
  return accepted(session);
}

/** Ends every session of this host except one. */
export async function endOthers(
  app: App,
  hostId: string,
  exceptHash: string | null,
): Promise<void> {
  for (const session of await store.listSessions(app.kv, hostId)) {
    if (session.hash !== exceptHash) await store.deleteSession(app.kv, session);
  }
}
