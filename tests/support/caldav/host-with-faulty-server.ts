/** Ada with an account at a calendar server that misbehaves when it is told to. */
import type { Host } from "$lib/scheduling/host.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import * as connections from "$lib/server/connections/index.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { granted } from "../granted.ts";
import type { TestApp } from "../test-app.ts";
import { type FaultyServer, startFaultyServer } from "./faulty-server.ts";
import { networkedApp, town } from "../town.ts";

export interface FaultySetup {
  app: TestApp;
  host: Host;
  server: FaultyServer;
  connection: Connection;
  /** Reads the account as the job does. */
  read(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Connects it while the server is well; `event` are lines of its one event. The instant type is called coffee. */
export async function openFaultySetup(
  event: string[],
  given: Partial<TestApp> = {},
  known?: FaultyServer,
): Promise<FaultySetup> {
  const server = known ?? await startFaultyServer(event);
  const { app, host } = await town({
    on: await networkedApp(given),
    type: { slug: "coffee", decision: "instant" },
  });
  const input = { address: server.calendar, user: "alice", password: "hunter2" };
  const { id } = await granted(connections.connectCaldav(app, host.id, input));
  const connection = await getConnection(app.kv, host.id, id);
  if (!connection) throw new Error("not connected");
  return {
    app,
    host,
    server,
    connection,
    async read() {
      const now = await getConnection(app.kv, host.id, id);
      if (now) await syncConnection(app, now);
    },
    async [Symbol.asyncDispose]() {
      app[Symbol.dispose]();
      if (!known) await server[Symbol.asyncDispose]();
    },
  };
}
