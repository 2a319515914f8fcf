import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** How somebody signed in. */
export type SignInMethod = "console" | "magic-link" | "oidc" | "invitation";

/** One signed-in browser; its secret is kept as a hash only. */
export interface Session {
  hash: string;
  hostId: string;
  method: SignInMethod;
  /** What the browser calls itself, cut to 200 characters. */
  userAgent: string;
  createdAt: number;
  /** Within the hour. */
  lastSeenAt: number;
  /** Epoch ms; compared at every request. */
  expiresAt: number;
}

export async function getSession(kv: Deno.Kv, hash: string): Promise<Session | null> {
  return (await kv.get<Session>(keys.session(hash))).value;
}

/** All sessions of a host, over ones included. */
export async function listSessions(kv: Deno.Kv, hostId: string): Promise<Session[]> {
  const index = await listAll<true>(kv, { prefix: keys.sessionsOf(hostId) });
  const sessions = await Promise.all(
    index.map(({ key }) => getSession(kv, String(key.at(-1)))),
  );
  return sessions.filter((session) => session !== null);
}

/** Keeps a new session, in place of the one that the browser had before. */
export async function addSession(
  kv: Deno.Kv,
  session: Session,
  before: Session | null,
): Promise<void> {
  const op = kv.atomic();
  if (before) dropSession(op, before);
  setSession(op, session);
  await commit(op);
}

/** Moves a session's end; false when it was ended meanwhile. */
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
    .set(keys.sessionOf(session.hostId, session.hash), true);
}

function dropSession(op: Deno.AtomicOperation, session: Pick<Session, "hash" | "hostId">): void {
  op.delete(keys.session(session.hash)).delete(keys.sessionOf(session.hostId, session.hash));
}
