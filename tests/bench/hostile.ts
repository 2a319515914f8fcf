/**
 * How long the running program does not answer while it reads hostile calendars and pictures: the most processor time of
 * its thread in one turn of the event loop, and the slowest answer of `/health` beside it.
 *
 * Run: `deno run -A tests/bench/hostile.ts [PART OF A NAME]`
 */
import { Buffer } from "node:buffer";
import { root } from "../../src/tasks/root.ts";
import { apiCaller, newApiKey } from "../support/api-caller.ts";
import { hostilePictures } from "../support/hostile-pictures.ts";
import {
  hostileFeeds,
  hostileObjects,
  hostileResponses,
} from "../support/icalendar/hostile-calendars.ts";
import { calendar, event, many } from "../support/icalendar/parse-budget.ts";
import { startWithHost } from "../support/running-program.ts";
import { until } from "../support/until.ts";

const day = (n: number) => new Date(Date.now() + (n % 60) * 86_400_000).toISOString().slice(0, 10);
const meeting = (n: number) =>
  `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART:${day(n).replaceAll("-", "")}T090000Z\r\n` +
  `DURATION:PT1H\r\nSUMMARY:Meeting ${n}\r\nDESCRIPTION:${"x".repeat(80)}\r\nEND:VEVENT`;

/** Long ones that mean no harm. */
const long: Record<string, () => string> = {
  "a small one": () => event("RRULE:FREQ=WEEKLY"),
  "30,000 events of the next months": () => calendar(many(30_000, meeting)),
  "60 MB, of which nearly all is past": () =>
    calendar(
      many(
        300_000,
        (n) =>
          `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\n` +
          `DESCRIPTION:${"x".repeat(110)}\r\nEND:VEVENT`,
      ),
    ),
  "8 MB without a component": () => `BEGIN:VCALENDAR\r\n${"X-A:b\r\n".repeat(1_200_000)}`,
};

let body = "";
const feeds = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  () => new Response(body, { headers: { "content-type": "text/calendar" } }),
);
/** Answers every request with a multistatus, so that an account is looked for in it. */
const accounts = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  () => new Response(body, { status: 207, headers: { "content-type": "application/xml" } }),
);
let key = "";
await using program = await startWithHost({
  preload: `${root}/tests/support/slowest-turn.ts`,
  env: { INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1" },
}, async (app, host) => {
  key = await newApiKey(app, host);
});
const api = apiCaller(program.address, key);
program.ended().then((code) => {
  console.error(`the program ended with ${code}: ${program.output().log.slice(-3_000)}`);
});
const health = startHealthWatch(program.address);
const [part = ""] = Deno.args;

await each("calendar", { ...long, ...wrapped(hostileObjects), ...hostileFeeds }, readFeed);
await each("response", hostileResponses, readAccount);
await each("picture", hostilePictures, upload);
health.close();
await Promise.all([feeds.shutdown(), accounts.shutdown()]);

async function each<T>(
  kind: string,
  all: Record<string, () => T>,
  act: (given: Awaited<T>) => Promise<string>,
): Promise<void> {
  for (const [name, make] of Object.entries(all)) {
    if (!`${kind} ${name}`.includes(part)) continue;
    const given = await make();
    await turns();
    await health.slowest();
    const came = await act(given);
    const { cpu, wall, all } = await turns();
    const slowest = await health.slowest();
    console.log(
      `${ms(cpu)} longest turn (${ms(wall)} by the clock), ${ms(all)} in all, ` +
        `${ms(slowest)} /health  ${kind}: ${name} (${came})`,
    );
  }
}

/** Connects the feed, waits until it is read, reads it again when it has changed, and disconnects it. */
async function readFeed(text: string): Promise<string> {
  body = text;
  const feed = `http://127.0.0.1:${feeds.addr.port}/a.ics`;
  const connected = await api.calendars!.connectIcs!({ feed });
  if (!connected.ok) return refusal(connected);
  const { id } = connected.connection;
  const read = async (since: string | null) =>
    await until("the feed to be read", async () => {
      const { connection: { calendars: [calendar] } } = await api.calendars!.get!({ id });
      const isRead = calendar.syncedAt !== null && calendar.syncedAt !== since;
      return calendar.status === "broken" || isRead ? calendar : null;
    }, 120_000);
  const { syncedAt } = await read(null);
  body = text.replace("BEGIN:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\nX-CHANGED:1\r\n");
  await api.calendars!.sync!({ id });
  const { events, problem } = await read(syncedAt);
  await api.calendars!.disconnect!({ id });
  return problem ?? `${events} events`;
}

async function readAccount(text: string): Promise<string> {
  body = text;
  const address = `http://127.0.0.1:${accounts.addr.port}/`;
  return refusal(await api.calendars!.connectCaldav!({ address, user: "ada", password: "p" }));
}

async function upload(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const content = Buffer.from(bytes).toString("base64");
  return refusal(await api.page!.setPicture!({ kind: "picture", content }));
}

function refusal({ ok, detail, code, errors }: Record<string, unknown>): string {
  return ok ? "taken" : `refused: ${detail ?? code} ${JSON.stringify(errors ?? "")}`.slice(0, 120);
}

function wrapped(all: Record<string, string>): Record<string, () => string> {
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, () => text]));
}

/** What the program has measured since it was last asked. */
async function turns(): Promise<{ wall: number; cpu: number; all: number }> {
  const file = `${program.dataDir}/turns`;
  await Deno.remove(file).catch(() => {});
  Deno.kill(program.pid, "SIGUSR2");
  return JSON.parse(await until("the turns", () => Deno.readTextFile(file).catch(() => null)));
}

/** Asks `/health` again and again, on a thread that has nothing else to do. */
function startHealthWatch(address: string) {
  const code = `
    let slowest = 0;
    self.onmessage = () => { self.postMessage(slowest); slowest = 0; };
    for (;;) {
      const began = performance.now();
      await fetch("${address}/health").then((answer) => answer.text(), () => {});
      slowest = Math.max(slowest, performance.now() - began);
      await new Promise((wake) => setTimeout(wake, 2));
    }`;
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(code)}`, { type: "module" });
  return {
    slowest: () =>
      new Promise<number>((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage("");
      }),
    close: () => worker.terminate(),
  };
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}
