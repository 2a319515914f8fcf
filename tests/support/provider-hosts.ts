/** An installation that is set up for Google and Microsoft, with stand-ins of both. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import * as connections from "$lib/server/connections/index.ts";
import type { TestApp } from "./test-app.ts";
import { consentClient } from "./oauth-server.ts";
import { type GoogleFake, startGoogle } from "./google/calendar-server.ts";
import { granted } from "./granted.ts";
import { addHost, networkedApp } from "./town.ts";
import { type GraphFake, startGraph } from "./microsoft/calendar-server.ts";

export interface ProviderTown extends AsyncDisposable {
  app: TestApp;
  ada: Host;
  google: GoogleFake;
  graph: GraphFake;
}

/** Each with a calendar "work". */
export async function providerTown(): Promise<ProviderTown> {
  const google = startGoogle(firstEventIdOf), graph = startGraph();
  const app = await networkedApp();
  app.settings.oauthClients.google = { ...consentClient, baseUrl: google.address };
  app.settings.oauthClients.microsoft = {
    ...consentClient,
    baseUrl: graph.address,
    tenant: "common",
  };
  google.addCalendar("work");
  graph.addCalendar("work");
  return {
    app,
    ada: await addHost(app),
    google,
    graph,
    async [Symbol.asyncDispose]() {
      app[Symbol.dispose]();
      await google[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

export type Provider = "google" | "microsoft";

/** Goes to the provider as a browser would and comes back with what it says. */
export async function callbackFrom(
  { app, ada }: ProviderTown,
  provider: Provider,
  again: string | null = null,
): Promise<URLSearchParams> {
  const begun = await granted(connections.startOAuth(app, ada.id, provider, again));
  const answer = await fetch(begun, { redirect: "manual" });
  assert.equal(answer.status, 302, await answer.text());
  const back = new URL(answer.headers.get("location")!);
  assert.equal(
    back.origin + back.pathname,
    `http://localhost:8080/settings/calendar/${provider}/callback`,
  );
  return back.searchParams;
}

/** Ada's account there, connected; or connected again. */
export async function connected(
  given: ProviderTown,
  provider: Provider,
  again: string | null = null,
): Promise<Connection> {
  const callback = await callbackFrom(given, provider, again);
  return await granted(connections.handleCallback(given.app, given.ada.id, provider, callback));
}
