import { CalendarError } from "$lib/server/calendars/calendar.ts";
import type { Bearer } from "$lib/server/calendars/json-api.ts";
import { openGoogle } from "$lib/server/calendars/google/provider.ts";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { icsCalendarId, openIcs } from "$lib/server/calendars/ics/provider.ts";
import { openMicrosoft } from "$lib/server/calendars/microsoft/provider.ts";
import { inlineParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { startFeed } from "../../support/ics-server.ts";
import { startGoogle } from "../../support/google/calendar-server.ts";
import { googleLeniencies } from "../../support/google/leniency.ts";
import { startGraph } from "../../support/microsoft/calendar-server.ts";
import { graphLeniencies } from "../../support/microsoft/leniency.ts";
import { keepsTheContract } from "./contract.ts";

/** The tokens of an account whose owner takes its consent back as soon as one is refused. */
function bearerOf(access: string): Bearer {
  return (refused) =>
    refused === undefined
      ? Promise.resolve(access)
      : Promise.reject(new CalendarError("signed-out", "consent-gone"));
}

/** None of the ways in which a stand-in may be kinder than the service, each of them, and all. */
function everyMix<K extends string>(kindnesses: Record<K, string>): [name: string, kind: K[]][] {
  const all = Object.keys(kindnesses) as K[];
  return [
    ["no kinder than reported", []],
    ...all.map((kind): [string, K[]] => [kind, [kind]]),
    ["as kind as can be", all],
  ];
}

for (const [mix, kind] of everyMix(googleLeniencies)) {
  keepsTheContract(`Google, ${mix}`, () => {
    const google = startGoogle(firstEventIdOf, kind);
    const outgoing = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
    const { access } = google.oauth.grant();
    return Promise.resolve({
      isNative: true as const,
      open: (password = access) =>
        openGoogle(fetch, {
          baseUrl: google.address,
          bearer: bearerOf(password),
          zone: "Europe/Berlin",
        }),
      make: (name) => Promise.resolve(google.addCalendar(name)),
      put: (calendar, uid, lines) => Promise.resolve(google.put(calendar, uid, lines)),
      delete: (calendar, uid) => Promise.resolve(google.delete(calendar, uid)),
      read(calendar, uid) {
        const { events } = google.calendars.get(calendar)!;
        const stored = [...events].find(([id, { resource }]) =>
          id.startsWith(firstEventIdOf(uid)) && resource.status !== "cancelled"
        );
        return Promise.resolve(stored ? JSON.stringify(stored[1].resource) : null);
      },
      async [Symbol.asyncDispose]() {
        outgoing.close();
        await google[Symbol.asyncDispose]();
      },
    });
  });
}

const shared = { owner: "boss@example.org", canEdit: true };
const mixes = everyMix(graphLeniencies).flatMap(([mix, kind]) =>
  [null, shared].map((whose) => ({ mix, kind, whose }))
);
for (const { mix, kind, whose } of mixes) {
  keepsTheContract(`Microsoft${whose ? ", shared" : ""}, ${mix}`, () => {
    const graph = startGraph(kind);
    graph.addCalendar("own");
    const outgoing = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
    const { access } = graph.oauth.grant();
    return Promise.resolve({
      isNative: true as const,
      open: (password = access) =>
        openMicrosoft(fetch, {
          // microsoft-entries-as-reported.test.ts holds how long it waits before it looks again.
          wait: () => Promise.resolve(),
          baseUrl: graph.address,
          bearer: bearerOf(password),
          zone: "Europe/Berlin",
        }),
      make: (name) => Promise.resolve(graph.addCalendar(name, whose ?? undefined)),
      put: (calendar, uid, lines) => Promise.resolve(graph.put(calendar, uid, lines)),
      delete: (calendar, uid) => Promise.resolve(graph.delete(calendar, uid)),
      read(calendar, uid) {
        for (const { calendarId, resource, removed } of graph.events.values()) {
          if (
            calendarId === calendar && !removed && String(resource.transactionId).startsWith(uid)
          ) {
            return Promise.resolve(JSON.stringify(resource));
          }
        }
        return Promise.resolve(null);
      },
      async [Symbol.asyncDispose]() {
        outgoing.close();
        await graph[Symbol.asyncDispose]();
      },
    });
  });
}

keepsTheContract("a published feed", () => {
  const feed = startFeed();
  const outgoing = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  return Promise.resolve({
    isReadOnly: true as const,
    open: () =>
      openIcs(fetch, {
        url: feed.address,
        zone: "Europe/Berlin",
        ownAddresses: [],
        parser: inlineParser,
      }),
    make(name) {
      feed.name = name;
      return Promise.resolve(icsCalendarId);
    },
    put: (_, uid, lines) => Promise.resolve(void feed.events.set(uid, lines)),
    delete: (_, uid) => Promise.resolve(void feed.events.delete(uid)),
    read: () => Promise.resolve(null),
    async [Symbol.asyncDispose]() {
      outgoing.close();
      await feed[Symbol.asyncDispose]();
    },
  });
});
