/** The built server in this process behind a real listener, with a clock that the proof sets. */
import { setListening } from "$lib/server/startup/runtime-globals.ts";
import { getRunning } from "$lib/server/startup/runtime-globals.ts";
import type { App } from "$lib/server/app.ts";
import { buildWhenStale } from "../../../src/tasks/build-site.ts";
import { root } from "../../../src/tasks/root.ts";
import { loadServer } from "../../../src/process/built-server.ts";
import { listen } from "../../../src/process/listener.ts";

export interface ClockedProgram extends AsyncDisposable {
  address: string;
  app: App;
  now(): number;
  at(instant: number): void;
}

/** Starts it over an empty folder; clients tell their addresses as a trusted proxy does. */
export async function startClocked(dataDir: string, instant: number): Promise<ClockedProgram> {
  await buildWhenStale();
  const settings = {
    INVITO_DATA_DIR: dataDir,
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_PENDING_PER_GUEST: "0",
    INVITO_PENDING_PER_NETWORK: "0",
    INVITO_UPCOMING_PER_GUEST: "0",
    INVITO_UPCOMING_PER_NETWORK: "0",
    INVITO_EMAILS_PER_RECIPIENT: "0",
    INVITO_FORM_TIME: "0s",
  };
  for (const [name, value] of Object.entries(settings)) Deno.env.set(name, value);
  let clock = instant;
  Date.now = () => clock;
  const site = await loadServer(new URL(`file://${root}/build/`));
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: () => false,
    page: (request, client, body) => site.respond(request, client, body),
    origin: (host) => `http://${host}`,
    onError: (error) => console.error(error),
    headers: {},
  });
  const address = `http://127.0.0.1:${listener.port}`;
  setListening(address);
  await site.init();
  const running = getRunning()!;
  return {
    address,
    app: running.app,
    now: () => clock,
    at: (instant) => {
      clock = instant;
    },
    async [Symbol.asyncDispose]() {
      await listener.close(1_000);
      await running.stop();
    },
  };
}
