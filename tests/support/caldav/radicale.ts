/** A real CalDAV server (Radicale) with alice/alice-pw and bob/bob-pw, started on a free port in a throw-away folder. */
import type { Host } from "$lib/scheduling/host.ts";
import { freePort } from "../free-port.ts";
import { missingProgram } from "../expected-missing.ts";
import { type TestApp, testHost } from "../test-app.ts";
import { networkedApp } from "../town.ts";

export interface Radicale {
  /** `http://127.0.0.1:PORT`; the same after a stop and a start. */
  address: string;
  /** Makes a calendar and answers its address; `comps` are the components it takes. */
  makeCalendar(user: string, name: string, props?: string): Promise<string>;
  /** Any request as a user. */
  as(user: string, method: string, path: string, body?: string): Promise<Response>;
  /** Puts an event there as another program would. */
  putEvent(user: string, calendar: string, uid: string, lines: string[]): Promise<void>;
  /** Gives a user another password. */
  setPassword(user: string, password: string): Promise<void>;
  stop(): Promise<void>;
  /** Starts it again with everything kept. */
  start(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts Radicale; null, with a line on the console, where it is not installed. */
export async function startRadicale(): Promise<Radicale | null> {
  if (!await isInstalled()) return missingProgram("radicale", "apt-get install radicale");
  const folder = await Deno.makeTempDir({ prefix: "radicale-" });
  const port = freePort();
  const address = `http://127.0.0.1:${port}`;
  await Deno.writeTextFile(`${folder}/users`, "alice:alice-pw\nbob:bob-pw\nzoë:päss→wörd\n");
  await Deno.writeTextFile(`${folder}/config`, configuration(folder, port));
  let child: Deno.ChildProcess | null = null;

  const as: Radicale["as"] = (user, method, path, body) => {
    const bytes = new TextEncoder().encode(`${user}:${user}-pw`);
    return fetch(new URL(path, address), {
      method,
      headers: { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}`, depth: "1" },
      ...(body === undefined ? {} : { body }),
    });
  };
  const radicale: Radicale = {
    address,
    as,
    async makeCalendar(user, name, props = "") {
      const url = `${address}/${user}/${name}/`;
      const answer = await as(
        user,
        "MKCALENDAR",
        url,
        `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>${name}</d:displayname>${props}</d:prop></d:set></c:mkcalendar>`,
      );
      await answer.body?.cancel();
      if (answer.status !== 201) throw new Error(`MKCALENDAR ${name}: ${answer.status}`);
      return url;
    },
    async putEvent(user, calendar, uid, lines) {
      const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", `UID:${uid}`]
        .concat("DTSTAMP:20260101T000000Z", lines, "END:VEVENT", "END:VCALENDAR", "").join("\r\n");
      const answer = await as(user, "PUT", `${calendar}${uid}.ics`, text);
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`PUT ${uid}: ${answer.status}`);
    },
    async setPassword(user, password) {
      const users = await Deno.readTextFile(`${folder}/users`);
      const lines = users.split("\n").filter((line) => line && !line.startsWith(`${user}:`));
      await radicale.stop();
      await Deno.writeTextFile(`${folder}/users`, [...lines, `${user}:${password}`, ""].join("\n"));
      await radicale.start();
    },
    async stop() {
      if (!child) return;
      child.kill("SIGTERM");
      await child.status;
      child = null;
    },
    async start() {
      child = new Deno.Command("radicale", {
        args: ["--config", `${folder}/config`],
        env: { RADICALE_CONFIG: `${folder}/config` },
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      await answering(port);
    },
    async [Symbol.asyncDispose]() {
      await radicale.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
  await radicale.start();
  return radicale;
}

async function isInstalled(): Promise<boolean> {
  try {
    return (await new Deno.Command("radicale", { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function configuration(folder: string, port: number): string {
  return `[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${folder}/users
htpasswd_encryption = plain
delay = 0
[encoding]
request = utf-8
[rights]
type = owner_only
[storage]
filesystem_folder = ${folder}/collections
[web]
type = none
`;
}

async function answering(port: number) {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  throw new Error("Radicale did not start within 10 s");
}

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
  const app = await networkedApp();
  return {
    radicale,
    app,
    host: await testHost(app),
    work: await radicale.makeCalendar("alice", "work"),
    home: await radicale.makeCalendar("alice", "home"),
    input: { address: radicale.address, user: "alice", password: "alice-pw" },
    async [Symbol.asyncDispose]() {
      app[Symbol.dispose]();
      await radicale[Symbol.asyncDispose]();
    },
  };
}
