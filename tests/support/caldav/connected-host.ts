/** An App with a host whose account at a real Radicale can be connected. */
import type { Host } from "$lib/scheduling/host.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { type TestApp, testApp, testHost } from "../test-app.ts";
import { type Radicale, startRadicale } from "./radicale.ts";

export interface Connected {
  radicale: Radicale;
  app: TestApp;
  host: Host;
  /** Alice's calendars. */
  work: string;
  home: string;
  input: { address: string; user: string; password: string };
  [Symbol.asyncDispose](): Promise<void>;
}

/** Alice's account with the calendars work and home; null, with a line on the console, without Radicale. */
export async function connected(): Promise<Connected | null> {
  const radicale = await startRadicale();
  if (!radicale) return null;
  const outgoing = openHttpClient();
  const app = await testApp({
    sealer: openSealer("ab".repeat(32), null),
    fetch: openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  return {
    radicale,
    app,
    host: await testHost(app),
    work: await radicale.makeCalendar("alice", "work"),
    home: await radicale.makeCalendar("alice", "home"),
    input: { address: radicale.address, user: "alice", password: "alice-pw" },
    async [Symbol.asyncDispose]() {
      app[Symbol.dispose]();
      outgoing.close();
      await radicale[Symbol.asyncDispose]();
    },
  };
}
