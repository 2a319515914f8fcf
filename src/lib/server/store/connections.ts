import type { Connection } from "$lib/scheduling/connection.ts";
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** A host's calendar connections, oldest first. */
export async function listConnections(kv: Deno.Kv, hostId: string): Promise<Connection[]> {
  const entries = await listAll<Connection>(kv, { prefix: keys.connectionsOf(hostId) });
  return entries.map((entry) => entry.value).sort((a, b) => a.createdAt - b.createdAt);
}

export async function getConnection(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<Connection | null> {
  return (await readConnection(kv, hostId, connectionId))?.value ?? null;
}

/** A connection with its version to check. */
export async function readConnection(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<Deno.KvEntry<Connection> | null> {
  const entry = await kv.get<Connection>(keys.connection(hostId, connectionId));
  return entry.value ? entry : null;
}

/** Adds to a commit: a new connection; the commit fails when it exists. */
export function addConnection(op: Deno.AtomicOperation, connection: Connection): void {
  const key = keys.connection(connection.hostId, connection.id);
  op.check({ key, versionstamp: null }).set(key, connection);
}

/** Deletes a connection of an account that is being erased. */
export async function deleteConnection(
  kv: Deno.Kv,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
): Promise<void> {
  await commit(kv.atomic().delete(keys.connection(hostId, id)));
}

/** Adds to a commit: the changed connection; the commit fails when it changed since it was read. */
export function writeConnection(
  op: Deno.AtomicOperation,
  was: Deno.KvEntry<Connection>,
  change: Partial<Connection>,
): Connection {
  const connection = { ...was.value, ...change, revision: was.value.revision + 1 };
  op.check(was).set(was.key, connection);
  return connection;
}
