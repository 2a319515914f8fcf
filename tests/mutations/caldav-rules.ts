import type { Mutation } from "./mutation.ts";

const discovery = "src/lib/server/calendars/caldav/dav-discovery.ts";
const davClient = "src/lib/server/calendars/caldav/dav-client.ts";
const gate = ["tests/server/calendars/caldav/tsdav-gate.test.ts"];

/** The rules of reading CalDAV servers and published calendars. */
export const caldavRules: Mutation[] = [
  {
    name: "an answer that is no multistatus is empty",
    file: "src/lib/server/calendars/caldav/multistatus.ts",
    find: 'if (root.name !== davName("multistatus")) {',
    replaceBy: 'if (root.name === davName("error")) {',
    tests: ["tests/server/calendars/caldav/multistatus.test.ts"],
  },
  {
    name: "a failure inside a 207 is a success",
    file: "src/lib/server/calendars/caldav/multistatus.ts",
    find: "return status >= 200 && status < 300;",
    replaceBy: "return status >= 200;",
    tests: ["tests/server/calendars/caldav/faults.test.ts"],
  },
  {
    name: "a response without an address is passed over",
    file: "src/lib/server/calendars/caldav/multistatus.ts",
    find: "if (hrefs.length === 0) {",
    replaceBy: "if (hrefs.length < 0) {",
    tests: [
      "tests/server/calendars/caldav/sync-faults.test.ts",
      "tests/server/calendars/caldav/incremental-sync.test.ts",
    ],
  },
  {
    name: "credentials go to another host",
    file: "src/lib/server/calendars/caldav/multistatus.ts",
    find: "if (!url || !mayForwardCredentials(url, base)) {",
    replaceBy: "if (!url) {",
    tests: [
      "tests/server/calendars/caldav/discovery.test.ts",
      "tests/server/calendars/caldav/credentials.test.ts",
    ],
  },
  {
    name: "credentials are added wherever a request goes",
    file: "src/lib/server/calendars/caldav/credentials.ts",
    find: "if (!homes.some((from) => mayForwardCredentials(url, from))) {",
    replaceBy: "if (homes.length === 0) {",
    tests: gate,
  },
  {
    name: "a wrong password is tried at the next address",
    file: "src/lib/server/calendars/caldav/discovery.ts",
    find: "if (!isOfThisUrl) throw error;",
    replaceBy: "",
    tests: gate,
  },
  {
    name: "a long feed loses events that began before the window",
    file: "src/lib/server/calendars/ics/keep-in-window.ts",
    find: "named.start < window.end && named.end > window.start",
    replaceBy: "named.start < window.end && named.start > window.start",
    tests: ["tests/server/calendars/ics/long-feed.test.ts"],
  },
  {
    name: "a feed that is cut off within the first line of a calendar is whole",
    file: "src/lib/icalendar/content-lines.ts",
    find: "if (beginningsOfStart.has(lastOutside.toUpperCase())) {",
    replaceBy: "if (beginningsOfStart.has(lastOutside.toLowerCase())) {",
    tests: ["tests/server/calendars/ics/feed-edges.test.ts"],
  },
  {
    name: "an entry has the ETag of its GET, which a proxy may have marked",
    file: "src/lib/server/calendars/caldav/find-object.ts",
    find: "const asked = await getEtag(server, url);",
    replaceBy: "const asked = null as string | null;",
    tests: ["tests/server/calendars/caldav/marked-etags.test.ts"],
  },
  {
    name: "an object that was read by itself is compared by the ETag of its GET",
    file: "src/lib/server/calendars/caldav/fetch-objects.ts",
    find: 'const etag = listedEtag ?? response.headers.get("etag");',
    replaceBy: 'const etag = listedEtag && response.headers.get("etag");',
    tests: ["tests/server/calendars/caldav/marked-etags.test.ts"],
  },
  {
    name: "a server without calendar-multiget is never read",
    file: "src/lib/server/calendars/errors.ts",
    find: "[405, 415, 501].includes(error.status)",
    replaceBy: "[405, 415].includes(error.status)",
    tests: ["tests/server/calendars/caldav/refused-requests.test.ts"],
  },
  {
    name: "a password that may be wrong is sent to the well-known address twice",
    file: discovery,
    find: "if (isUnauthorized) return new Response(null, { status: 401 });",
    replaceBy: "",
    tests: gate,
  },
  {
    name: "a success that says unauthenticated is believed",
    file: davClient,
    find: "resources.forEach(throwWhenUnauthenticated);",
    replaceBy: "",
    tests: gate,
  },
];
