/** A CalDAV server with one calendar of so many events, in a program of its own: its work is not measured with ours. */
import type { Host } from "$lib/scheduling/host.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import {
  openResponseParser,
  type ResponseParser,
} from "$lib/server/calendars/parsing/response-parser.ts";
import { parserThreadAt } from "$lib/server/calendars/parsing/spawn-thread.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { readerAddress } from "$lib/server/startup/runtime-globals.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { type TestApp, testApp, testHost } from "../test-app.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";

const PIECE = 200, KEY = "connection:work", ZONE = "Europe/Berlin";

export interface BigCalendar {
  /** The collection. */
  url: string;
  reader: ResponseParser;
  /** Everything, in pieces of the size that a reading asks for. */
  download(): Promise<string[]>;
  /** What was asked for since the last look. */
  traffic(): Promise<{ requests: number; bytes: number; fetched: number }>;
  /** Changes events as another program would. */
  change(...events: number[]): Promise<void>;
  /** A host with a store in a file, who has chosen the calendar and not read it yet. */
  host(): Promise<Reading>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A host's reading of the calendar. */
export interface Reading {
  /** Where its store is. */
  folder: string;
  app: TestApp;
  hostId: string;
  read(): ReturnType<typeof syncCalendar>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startBigCalendar(events: number): Promise<BigCalendar> {
  const script = new URL("big-calendar-server.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, String(events)],
    stdout: "piped",
  }).spawn();
  const output = child.stdout.getReader();
  const address = new TextDecoder().decode((await output.read()).value).trim();
  const ask = async (path: string) => await (await fetch(`${address}${path}`)).text();
  const reader = openResponseParser(parserThreadAt(readerAddress()), (why) => console.error(why));
  const outgoing = openHttpClient();
  const url = `${address}/dav/work/`;
  return {
    url,
    reader,
    async download() {
      const pieces: string[] = [];
      for (let from = 0; from < events; from += PIECE) pieces.push(await ask(`/all/${from}`));
      return pieces;
    },
    traffic: async () => JSON.parse(await ask("/traffic")),
    change: async (...named) => void await ask(`/change/${named}`),
    async host() {
      const folder = await Deno.makeTempDir({ prefix: "big-calendar-" });
      const kv = await Deno.openKv(`${folder}/store.kv`);
      const send = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
      const app = await testApp({ kv, fetch: send, responseParser: reader });
      const host = await testHost(app, { zone: ZONE });
      const unread = unreadCalendar("unread");
      await kv.set(keys.guard(host.id), { version: 1, calendars: { [KEY]: unread } });
      return {
        folder,
        app,
        hostId: host.id,
        read: () => readBig(app, host, url),
        async [Symbol.asyncDispose]() {
          kv.close();
          await Deno.remove(folder, { recursive: true });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await reader.close();
      outgoing.close();
      output.releaseLock();
      await child.stdout.cancel();
      child.kill();
      await child.status;
    },
  };
}

/** Reads the calendar at an address for a host, as an app reads. */
export function readBig(app: TestApp, host: Host, url: string): ReturnType<typeof syncCalendar> {
  const account = { url, user: "ada", password: "pw", zone: ZONE, ownAddresses: [] };
  const calendar = openCaldav(app.fetch, { ...account, parser: app.responseParser });
  return syncCalendar(app, host, { key: KEY, id: url }, calendar);
}
