/** Where an entry of ours stands now, when its zone is not clear. */
import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { objectText } from "../../../support/caldav/faulty-responses.ts";
import { startFaultyServer } from "../../../support/caldav/faulty-server.ts";

const at = (tzid: string) => [`DTSTART;TZID=${tzid}:20260710T100000`, "DURATION:PT1H"];
const half = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Berlin",
  "BEGIN:STANDARD",
  "DTSTART:19701025T030000",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
];

Deno.test("findByUid: an entry in an unknown or ambiguous zone reschedules nothing", async () => {
  await using server = await startFaultyServer(at("Europe/Berlin"));
  const client = openHttpClient();
  try {
    const calendar = openCaldav(openOutbound({ allow: ["127.0.0.1"], connect: client.connect }), {
      url: server.calendar,
      user: "alice",
      password: "hunter2",
      zone: "Europe/Berlin",
      ownAddresses: [],
    });
    const find = () =>
      calendar.find(server.calendar, "a").then((found) => found?.start, ({ reason }) => reason);
    assert.equal(await find(), Date.UTC(2026, 6, 10, 8));

    server.put("a", at("Somewhere/Else"));
    assert.equal(await find(), "unreadable");

    const doubtful = objectText("a", at("Europe/Berlin"))
      .replace("BEGIN:VEVENT", `${half.join("\r\n")}\r\nBEGIN:VEVENT`);
    server.put("a", [], { text: doubtful });
    assert.equal(await find(), "unreadable");

    // Whatever the zone means, it is the same on that day.
    server.put("a", [], { text: doubtful.replaceAll("20260710", "20260110") });
    assert.equal(await find(), Date.UTC(2026, 0, 10, 9));
  } finally {
    client.close();
  }
});
