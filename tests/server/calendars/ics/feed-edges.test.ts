/** What stands before, between and after the calendars of a feed, and what is missing of them. */
import assert from "node:assert/strict";
import { icsCalendarId, openIcs } from "$lib/server/calendars/ics/provider.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { inlineParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { account, against } from "../../../support/caldav/faulty-account.ts";
import { startFeed } from "../../../support/ics-server.ts";

const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 1, 1) };
const busy = [{ start: Date.UTC(2026, 11, 8, 9), end: Date.UTC(2026, 11, 8, 10) }];
const nextDay = [{ start: Date.UTC(2026, 11, 9, 9), end: Date.UTC(2026, 11, 9, 10) }];
const calendarOf = (uid: string, day: string) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//example//EN",
    "X-WR-CALNAME:Choir",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20261101T080000Z",
    `DTSTART:202612${day}T090000Z`,
    `DTEND:202612${day}T100000Z`,
    "SUMMARY:Busy",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const one = calendarOf("b1", "08"), other = calendarOf("b2", "09");

/** Texts that are read. */
const whole: Record<string, string> = {
  "a line of blanks, and an indented BEGIN": `    \r\n  ${one}`,
  "an indented BEGIN": `\t ${one}`,
  "empty lines": `\r\n\n\r\n${one}`,
  "a byte order mark": `\uFEFF${one}`,
  "a byte order mark and blanks": `\uFEFF \r\n\uFEFF ${one}`,
  "a warning of the web server": `Notice: undefined index\r\n${one}`,
  "a line after the end": `${one}X-GENERATED:by a cache\r\n`,
  "an indented line after the end": `${one} cached\r\n`,
  "a comment after the end": `${one}<!-- 0.3 s -->`,
  "a page's end": `${one}</pre>\r\n</html>`,
  "blanks after the end": `${one}  \r\n\t\r\n\r\n`,
  "no line end at the end": one.trimEnd(),
  "blanks in the line of the end": `${one.trimEnd()}  \r\n`,
  "a DOS end of file": `${one}\x1A`,
  "bare line feeds": `\n ${one.replaceAll("\r", "")}after\n`,
  "bare carriage returns": `\r ${one.replaceAll("\n", "")}after\r`,
  "lower case": ` \r\n${one.replace(/(BEGIN|END):\w+/g, (edge) => edge.toLowerCase())}x`,
};

/** Texts with two calendars. */
const twice: Record<string, string> = {
  "one after the other": one + other,
  "empty lines between": `${one}\r\n\r\n${other}`,
  "blanks between": `${one}   \r\n  ${other}`,
  "an indented BEGIN between": `${one} ${other}`,
  "a byte order mark between": `${one}\uFEFF${other}`,
  "a line between": `${one}X-SOURCE:two\r\n${other}and after\r\n`,
};

/** Texts that are no whole calendar. */
const broken: Record<string, string> = {
  "an event after the end": one + one.slice(one.indexOf("BEGIN:VEVENT"), one.indexOf("END:VCAL")),
  "another end": `${one}END:VCALENDAR\r\n`,
  "a second calendar without an end": one + other.slice(0, other.indexOf("END:VCALENDAR")),
  "the second calendar's first line, cut": `${one}BEGIN:VCALEN`,
  "the second calendar's first letter": `${one}\r\nB`,
  "the second calendar's first line alone": `${one}BEGIN:VCALENDAR`,
  "a page that names one": "<html><p>It begins with BEGIN:VCALENDAR, and ends.</html>",
};

async function withFeed(test: (read: (body: string) => Promise<unknown[]>) => Promise<void>) {
  await using feed = startFeed();
  const client = openHttpClient();
  try {
    const calendar = openIcs(openOutbound({ allow: ["127.0.0.1"], connect: client.connect }), {
      url: feed.address,
      zone: "Europe/Berlin",
      ownAddresses: [],
      parser: inlineParser,
    });
    /** What each question answers: the name, the busy times, the busy times of a sync. */
    await test((body) => {
      feed.fault = { status: 200, body };
      const answers = [
        calendar.list().then(([found]) => found?.name),
        calendar.busy(icsCalendarId, window).then((found) =>
          found.map(({ start, end }) => ({ start, end }))
        ),
        calendar.changes(icsCalendarId, window, null).then((found) =>
          found?.objects.flatMap(({ busy }) => busy)
        ),
      ];
      return Promise.all(answers.map((answer) => answer.catch(({ reason }) => reason)));
    });
  } finally {
    client.close();
  }
}

Deno.test("openIcs: what stands around a calendar is passed over by the check and the reading", () =>
  withFeed(async (read) => {
    for (const [name, text] of Object.entries(whole)) {
      assert.deepEqual(await read(text), ["Choir", busy, busy], name);
    }
    for (const [name, text] of Object.entries(twice)) {
      const both = [...busy, ...nextDay];
      assert.deepEqual(await read(text), ["Choir", both, both], name);
    }
  }));

Deno.test("openIcs: what is no whole calendar is refused by the check and the reading", () =>
  withFeed(async (read) => {
    for (const [name, text] of Object.entries(broken)) {
      assert.deepEqual(await read(text), ["not-ics", "not-ics", "not-ics"], name);
    }
    const end = one.indexOf("END:VCALENDAR") + "END:VCALENDAR".length;
    for (let cut = 0; cut < end; cut++) {
      assert.deepEqual(await read(one.slice(0, cut)), ["not-ics", "not-ics", "not-ics"], `${cut}`);
      if (cut === 0) continue;
      assert.deepEqual(await read(one + other.slice(0, cut)), ["not-ics", "not-ics", "not-ics"]);
    }
  }));

Deno.test("openCaldav: what stands around the calendar of an object is passed over", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    for (const [name, text] of Object.entries(whole)) {
      if (["<", "\x1A"].some((sign) => text.includes(sign))) continue;
      server.objects.set("/dav/work/a.ics", text);
      const changes = await calendar.changes(server.calendar, window, null);
      assert.deepEqual(changes?.objects.map((object) => object.busy), [busy], name);
      assert.deepEqual(changes?.unreadable, [], name);
    }
  });
});
