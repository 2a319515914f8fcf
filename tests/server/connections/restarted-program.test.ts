/** The running program with its real clock and a real Radicale: what is busy stays busy over restarts and kills. */
import assert from "node:assert/strict";
import { addDays, dateAt, wallClockInstant, weekdayOf } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { apiCaller, newApiKey } from "../../support/api-caller.ts";
import { type Radicale, startRadicale } from "../../support/caldav/radicale.ts";
import { requires } from "../../support/required-programs.ts";
import { type RunningWithHost, startWithHost } from "../../support/running-program.ts";

const zone = "Europe/Berlin";
/** A Monday that guests can book. */
const monday = nextMonday(dateAt(Date.now() + 7 * DAY, zone));

function nextMonday(date: string): string {
  return weekdayOf(date) === 1 ? date : nextMonday(addDays(date, 1));
}

/** Minutes of a day of that week, Monday is 0, as an instant. */
const at = (day: number, minutes: number) =>
  wallClockInstant(addDays(monday, day), minutes, zone, "start");

/** The same as a local time of iCalendar. */
function written(day: number, minutes: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = addDays(monday, day).replaceAll("-", "");
  return `${date}T${two(Math.floor(minutes / 60))}${two(minutes % 60)}00`;
}

const vtimezone = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Berlin",
  "BEGIN:STANDARD",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:19810329T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

const inZone = (name: string, time: string) => `${name};TZID=Europe/Berlin:${time}`;

/** Puts an object with its zone there, as Nextcloud, Apple and Thunderbird write it. */
async function put(radicale: Radicale, calendar: string, uid: string, ...events: string[][]) {
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...vtimezone].concat(
    events.flatMap((lines) => [
      "BEGIN:VEVENT",
      `UID:${uid}`,
      "DTSTAMP:20260101T000000Z",
      ...lines,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
    "",
  );
  const user = calendar.includes("/bob/") ? "bob" : "alice";
  const answer = await radicale.as(user, "PUT", `${calendar}${uid}.ics`, text.join("\r\n"));
  await answer.body?.cancel();
  assert.equal(answer.status, 201);
}

const meeting = (day: number, minutes: number) => [
  inZone("DTSTART", written(day, minutes)),
  inZone("DTEND", written(day, minutes + 60)),
];

/** What has been put, as instants of half an hour that nobody may book. */
const busy: number[] = [];

async function putEach(radicale: Radicale, calendar: string, hour: number) {
  const minutes = hour * 60;
  await put(radicale, calendar, `zoned-${hour}`, meeting(0, minutes));
  await put(
    radicale,
    calendar,
    `series-${hour}`,
    [...meeting(1, minutes), "RRULE:FREQ=DAILY;COUNT=2"],
    [inZone("RECURRENCE-ID", written(2, minutes)), ...meeting(3, minutes)],
  );
  busy.push(at(0, minutes), at(1, minutes), at(3, minutes));
}

async function assertBusy({ address }: RunningWithHost, when: string) {
  const query = new URLSearchParams({ start: monday, days: "5", timezone: zone });
  const path = `/v0/users/ada/event-types/coffee/availability?${query}`;
  const { slots } = await (await fetch(new URL(path, address))).json();
  const starts = new Set(slots.map((slot: { startsAt: string }) => Date.parse(slot.startsAt)));
  assert.ok(starts.has(at(2, 16 * 60)), `${when}: an hour without an entry is offered`);
  for (const start of busy) {
    for (const instant of [start, start + HOUR / 2]) {
      assert.ok(!starts.has(instant), `${when}: ${new Date(instant).toISOString()} is busy`);
    }
  }
}

Deno.test(
  "what stands in a real calendar is busy, fresh, after SIGTERM and after SIGKILL",
  requires("radicale"),
  async () => {
    await using radicale = await startRadicale();
    if (!radicale) return;
    let key = "";
    await using program = await startWithHost(
      { env: { INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } },
      async (app, host) => {
        key = await newApiKey(app, host);
      },
    );
    const { calendars } = apiCaller(program.address, key);
    const work = await radicale.makeCalendar("alice", "work");
    const home = await radicale.makeCalendar("bob", "home");
    await put(radicale, work, "all-day", [
      `DTSTART;VALUE=DATE:${addDays(monday, 4).replaceAll("-", "")}`,
    ]);
    for (let minutes = 9 * 60; minutes < 17 * 60; minutes += 30) busy.push(at(4, minutes));
    await putEach(radicale, work, 9);

    const connect = async (user: string) => {
      const input = { address: radicale.address, user, password: `${user}-pw` };
      const { connection } = await calendars!.connectCaldav!(input);
      return connection.id as string;
    };
    const sync = async (id: string) => {
      await calendars!.sync!({ id });
      const { connection } = await calendars!.get!({ id });
      for (const each of connection.calendars) {
        assert.deepEqual([each.status, each.unreadable], ["fresh", 0], JSON.stringify(each));
      }
    };

    const alice = await connect("alice");
    await sync(alice);
    await assertBusy(program, "connected");
    const crash = async () => {
      assert.notEqual(await program.stop("SIGKILL"), 0);
      await program.restart();
    };
    let hour = 10;
    for (
      const [restart, how] of [[() => program.restart(), "SIGTERM"], [crash, "SIGKILL"]] as const
    ) {
      await restart();
      await assertBusy(program, how);
      await putEach(radicale, work, hour++);
      await sync(alice);
      await assertBusy(program, `${how}, new entries`);
      await putEach(radicale, home, hour++);
      const bob = await connect("bob");
      await sync(bob);
      await assertBusy(program, `${how}, connected again`);
      await calendars!.disconnect!({ id: bob });
      // Without the account its entries block nothing.
      busy.splice(-3);
      hour--;
      for (const uid of [`zoned-${hour}`, `series-${hour}`]) {
        await (await radicale.as("bob", "DELETE", `${home}${uid}.ics`)).body?.cancel();
      }
    }
  },
);
