import { commit, listAll } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** How the host signed in. */
export type SignInMethod = "console" | "magic-link" | "oidc" | "github" | "invitation";

/** A signed-in browser; only the hash of its secret is stored. */
export interface Session {
  hash: string;
  hostId: string;
  /** The host's `sessionEpoch` at sign-in; under another one it is over. */
  epoch: number;
  method: SignInMethod;
  /** The issuer where it began, with its ID token, sealed, by which it ends there; null of other sign-ins. */
  atIssuer: { issuer: string; idToken: string | null } | null;
  /** The User-Agent header, cut to 200 characters. */
  userAgent: string;
  createdAt: number;
  /** Epoch ms, accurate to an hour. */
  lastSeenAt: number;
  /** Epoch ms; checked at every request. */
  expiresAt: number;
}

export async function getSession(kv: Deno.Kv, hash: string): Promise<Session | null> {
  return (await kv.get<Session>(keys.session(hash))).value;
}

/** When a host last used a session, epoch ms, accurate to an hour; null for one who never signed in. */
export async function getLastSeen(kv: Deno.Kv, hostId: string): Promise<number | null> {
  return (await kv.get<number>(keys.lastSeen(hostId))).value;
}

/** All sessions of a host, expired ones included. */
export async function listSessions(kv: Deno.Kv, hostId: string): Promise<Session[]> {
  const index = await listAll<true>(kv, { prefix: keys.sessionsOf(hostId) });
  const sessions = await Promise.all(
    index.map(({ key }) => getSession(kv, String(key.at(-1)))),
  );
  return sessions.filter((session) => session !== null);
}

/** Stores a new session and deletes the browser's previous one. */
export async function addSession(
  kv: Deno.Kv,
  session: Session,
  previous: Session | null,
): Promise<void> {
  const op = kv.atomic();
  if (previous) dropSession(op, previous);
  setSession(op, session);
  await commit(op);
}

/** Writes a session anew, as one that is extended; false when it was ended meanwhile. */
export async function extendSession(kv: Deno.Kv, session: Session): Promise<boolean> {
  const entry = await kv.get<Session>(keys.session(session.hash));
  if (!entry.value) return false;
  const op = kv.atomic().check(entry);
  setSession(op, session);
  return commit(op);
}

export async function deleteSession(
  kv: Deno.Kv,
  session: Pick<Session, "hash" | "hostId">,
): Promise<void> {
  const op = kv.atomic();
  dropSession(op, session);
  await commit(op);
}

/** Ends every session of a host. */
export async function deleteSessionsOf(kv: Deno.Kv, hostId: string): Promise<void> {
  for (const session of await listSessions(kv, hostId)) await deleteSession(kv, session);
}

function setSession(op: Deno.AtomicOperation, session: Session): void {
  op.set(keys.session(session.hash), session)
    .set(keys.sessionOf(session.hostId, session.hash), true)
    .set(keys.lastSeen(session.hostId), session.lastSeenAt);
}

function dropSession(op: Deno.AtomicOperation, session: Pick<Session, "hash" | "hostId">): void {
  op.delete(keys.session(session.hash)).delete(keys.sessionOf(session.hostId, session.hash));
}

/** Deletes expired sessions. */
export const purgeSessions = purgeOver<Session>(
  { prefix: keys.sessions() },
  ({ expiresAt }) => expiresAt,
  dropSession,
);
