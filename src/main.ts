/** The process: reads the settings, locks the data folder, listens, starts the built server and stops gracefully. */
import process from "node:process";
import { commandLine } from "./lib/i18n/english-only/command-line.ts";
import { isRemoteDatabase, type Settings } from "./lib/server/runtime/settings.ts";
import {
  getRunning,
  type Running,
  setBackupThread,
  setListening,
  setPictureCode,
  setReaderAddress,
  setTerminalZone,
  terminalZone,
} from "./lib/server/startup/runtime-globals.ts";
import { openProcessLog } from "./lib/server/runtime/log.ts";
import { readSecret } from "./lib/server/runtime/secret-file.ts";
import { constantHeaders, fileHeaders } from "./lib/server/http/security-headers.ts";
import { createConsoleLink } from "./lib/server/auth/console-link.ts";
import { anyHost } from "./lib/server/store/hosts.ts";
import { loadAssets, sendAsset } from "./process/static-files.ts";
import { FolderInUse, type FolderLock, lockFolder } from "./process/folder-lock.ts";
import { defaultLimits, listen, type Listener } from "./process/listener.ts";
import { originOf } from "./process/request-origin.ts";
import { loadServer } from "./process/built-server.ts";
import { awayResponse, happensWithin } from "./process/away.ts";
import { checkStore, noteClosed } from "./process/check-database.ts";
import { operatorMessage } from "./process/operator-errors.ts";
import { settingsOrExit } from "./tasks/settings-or-exit.ts";
import { DAY } from "./lib/scheduling/durations.ts";
import { product } from "./lib/product.ts";

/** How long a request waits for the start, ms, before it is told of it. */
const STARTING_MS = 3_000;

const zone = Deno.env.get("TERMINAL_ZONE");
if (zone) setTerminalZone(zone);
const log = openProcessLog(terminalZone());

const settings = settingsOrExit();
const lock = lockOrExit(settings);
const site = await loadServer(new URL("../build/", import.meta.url));
const headers = constantHeaders(settings.baseUrl);
const assets = await loadAssets(site.client, fileHeaders(settings.baseUrl));

const { promise: ready, resolve: setReady } = Promise.withResolvers<void>();
let started: Running | null = null;
const listener = await listenOrExit(settings);
const address = addressOf(settings, listener);
setListening(address);
setReaderAddress(new URL("../build/parser-thread.js", import.meta.url));
setBackupThread(new URL("../build/backup-thread.js", import.meta.url));
setPictureCode({
  thread: new URL("../build/picture-thread.js", import.meta.url),
  codecs: new URL("../build/codecs/", import.meta.url),
  drawing: new URL("../build/drawing/", import.meta.url),
});
lock.writeAddress(address);
await site.init().catch(exitWith);
const running = getRunning();
if (!running) throw new Error("The built server didn’t start. Run `deno task build`.");
stopOnSignals(running, lock, listener);
started = running;
setReady();
await printGreeting(running);

/** Locks the data folder and checks the database, or exits. */
function lockOrExit(settings: Settings): FolderLock {
  try {
    const lock = lockFolder(settings);
    checkStore(settings);
    return lock;
  } catch (error) {
    if (!(error instanceof FolderInUse)) return exitWith(error);
    console.error(`${product} is already running: ${error.message}`);
    Deno.exit(3);
  }
}

function exitWith(error: unknown): never {
  const message = operatorMessage(error, settings) ??
    (error instanceof Error ? error.message : error);
  console.error(`${product} can’t start: ${message}`);
  Deno.exit(5);
}

async function listenOrExit(settings: Settings): Promise<Listener> {
  try {
    return await listen(settings.listen, {
      file: (request, response) => sendAsset(assets, request, response),
      ready: (incoming, host) =>
        started?.ready(incoming, host, incoming.socket.remoteAddress ?? "unknown") ?? null,
      page: async (request, client, body, readyKey) =>
        started || await happensWithin(ready, STARTING_MS)
          ? await site.respond(request, client, body, readyKey)
          : await awayResponse(request, site.client),
      away: (request) => awayResponse(request, site.client),
      origin: originOf(settings),
      onError: (error) => log.fault("response", error),
      headers,
    }, {
      ...defaultLimits,
      // A proxy's connections are those of all its clients.
      ...(settings.trustedProxies > 0 ? { connectionsPerClient: Infinity } : {}),
    });
  } catch (error) {
    const { hostname, port } = settings.listen;
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") {
      console.error(
        `Port ${port} is already in use. Choose another one: INVITO_LISTEN_ADDR=${
          hostname === "0.0.0.0" ? "" : inAddress(hostname)
        }:${port + 1} ${commandLine("start")}`,
      );
    } else if (code === "EACCES") {
      console.error(
        `You don’t have permission to use port ${port}. Choose 1024 or higher: INVITO_LISTEN_ADDR=:8080`,
      );
    } else if (code === "EADDRNOTAVAIL" || code === "EINVAL") {
      console.error(`This machine has no address ${hostname}. Change INVITO_LISTEN_ADDR.`);
    } else throw error;
    Deno.exit(4);
  }
}

function addressOf(settings: Settings, listener: Listener): string {
  const { hostname } = settings.listen;
  const name = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : inAddress(hostname);
  return `http://${name}:${listener.port}`;
}

function inAddress(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

/** Prints the greeting to standard output; logs go to standard error. */
async function printGreeting({ app }: Running): Promise<void> {
  log.info("started", { address, pid: Deno.pid });
  app.purgeGate.waitMs();
  const lines = [`${product} is ready at ${app.baseUrl}`];
  if (app.baseUrl !== address) lines.push(`Listening on ${address}`);
  if (!app.sendMail) {
    lines.push("No mail server is set up. Emails aren’t sent; you’ll find them under Emails.");
  }
  if (!(await anyHost(app.kv))) {
    const secret = readSecret(settings);
    if (!secret) throw new Error("The session secret has disappeared since startup.");
    const token = await createConsoleLink(secret, { first: true, expiresAt: app.now() + DAY });
    lines.push("There’s no host yet. Open this link to create your booking page (works once):");
    lines.push(`${app.baseUrl}/auth/verify?token=${token}`);
  }
  // Not by the console, whose lines OpenTelemetry sends on: the link signs in.
  Deno.stdout.writeSync(new TextEncoder().encode(lines.join("\n") + "\n"));
}

/** Stops on SIGTERM, SIGINT or SIGHUP (a closed terminal): requests in progress are finished, and the process ends within ten seconds. */
function stopOnSignals(running: Running, lock: FolderLock, listener: Listener): void {
  let stoppingSince: number | null = null;
  const stop = async (signal: string) => {
    // A terminal sends Ctrl+C to the starting command too, which passes it on, so a second signal within a second is
    // ignored.
    if (stoppingSince !== null && performance.now() - stoppingSince > 1000) Deno.exit(1);
    if (stoppingSince !== null) return;
    stoppingSince = performance.now();
    log.info("stopping", { signal });
    setTimeout(() => {
      log.warn("shutdown-timeout");
      Deno.exit(1);
    }, 9_500);
    // Where there are several, a proxy takes another: it learns by a refused connection.
    if (isRemoteDatabase(settings.dbPath)) await listener.close(5_000);
    else await listener.turnAway(5_000);
    await running.stop();
    await listener.close(0);
    // Without the note the next start reads the whole file, no more.
    await noteClosed(settings).catch((error) => log.fault("note-closed", error));
    lock.release();
    log.info("stopped");
    Deno.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => void stop(signal));
  }
  // One failed request must not end the process.
  process.on("uncaughtException", (error) => log.fault("uncaught", error));
  process.on("unhandledRejection", (reason) => log.fault("unhandled", reason));
}
