import { CalendarProblem } from "$lib/server/calendars/calendar.ts";
import type { Bearer } from "$lib/server/calendars/json-api.ts";
import { openGoogle } from "$lib/server/calendars/google.ts";
import { eventIdOf } from "$lib/server/calendars/google-events.ts";
import { feedId, openIcs } from "$lib/server/calendars/ics.ts";
import { openMicrosoft } from "$lib/server/calendars/microsoft.ts";
import { readHere } from "$lib/server/calendars/reader.ts";
import { openOutbound } from "$lib/server/outbound.ts";
import { openConnect } from "$lib/server/outbound/exchange.ts";
import { startFeed } from "../../support/feed.ts";
import { startGoogle } from "../../support/google-calendar.ts";
import { startGraph } from "../../support/graph-calendar.ts";
import { keepsTheContract } from "./contract.ts";

/** The tokens of an account whose owner takes its consent back as soon as one is refused. */
function bearerOf(access: string): Bearer {
  return (refused) =>
    refused === undefined
      ? Promise.resolve(access)
      : Promise.reject(new CalendarProblem("signed-out", "consent-gone"));
}

keepsTheContract("Google", () => {
  const google = startGoogle(eventIdOf);
  const outgoing = openConnect();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const { access } = google.consent.grant();
  return Promise.resolve({
    isNative: true as const,
    open: (password = access) =>
      openGoogle(fetch, {
        baseUrl: google.address,
        bearer: bearerOf(password),
        zone: "Europe/Berlin",
      }),
    make: (name) => Promise.resolve(google.make(name)),
    put: (calendar, uid, lines) => Promise.resolve(google.put(calendar, uid, lines)),
    delete: (calendar, uid) => Promise.resolve(google.delete(calendar, uid)),
    read(calendar, uid) {
      const kept = google.calendars.get(calendar)?.events.get(eventIdOf(uid))?.resource;
      return Promise.resolve(kept && kept.status !== "cancelled" ? JSON.stringify(kept) : null);
    },
    async [Symbol.asyncDispose]() {
      outgoing.close();
      await google[Symbol.asyncDispose]();
    },
  });
});

keepsTheContract("Microsoft", () => {
  const graph = startGraph();
  const outgoing = openConnect();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const { access } = graph.consent.grant();
  return Promise.resolve({
    isNative: true as const,
    open: (password = access) =>
      openMicrosoft(fetch, {
        baseUrl: graph.address,
        bearer: bearerOf(password),
        zone: "Europe/Berlin",
      }),
    make: (name) => Promise.resolve(graph.make(name)),
    put: (calendar, uid, lines) => Promise.resolve(graph.put(calendar, uid, lines)),
    delete: (calendar, uid) => Promise.resolve(graph.delete(calendar, uid)),
    read(calendar, uid) {
      for (const { calendarId, resource, removed } of graph.events.values()) {
        if (calendarId === calendar && !removed && resource.transactionId === uid) {
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

keepsTheContract("a published feed", () => {
  const feed = startFeed();
  const outgoing = openConnect();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  return Promise.resolve({
    isReadOnly: true as const,
    open: () =>
      openIcs(fetch, { url: feed.address, zone: "Europe/Berlin", self: [], reader: readHere }),
    make(name) {
      feed.name = name;
      return Promise.resolve(feedId);
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
