import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { component, property, serialize } from "$lib/icalendar/writer.ts";
import { timeProperty, vtimezone } from "$lib/icalendar/vtimezone.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { acceptedByIntl, onlyIntl } from "../support/zone-names.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const names = acceptedByIntl();
/** All in full; else what `Temporal` does not know, other spellings, and each tenth of the rest. */
const asked = names.filter((name, index) =>
  isFull || onlyIntl.includes(name) || name !== canonicalZone(name) || index % 10 === 0
);

async function ask(
  program: RunningWithHost,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("x-forwarded-for", newClient());
  return await fetch(program.address + path, { ...init, headers, redirect: "manual" });
}

async function statusOf(program: RunningWithHost, path: string): Promise<number> {
  const answer = await ask(program, path);
  await answer.body?.cancel();
  return answer.status;
}

Deno.test("every zone name that Intl accepts, at page, API, booking and its reschedule page", async (t) => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const api = "/v0/users/ada/event-types/intro-call";
  const encoded = (name: string) => encodeURIComponent(name);

  await t.step(
    `${asked.length} of ${names.length} names: the page falls back, the API refuses`,
    async () => {
      const wrong: string[] = [];
      for (const name of asked) {
        const isKnown = canonicalZone(name) !== null;
        const page = await statusOf(program, `/calendar/ada/intro-call?tz=${encoded(name)}`);
        const slots = await statusOf(
          program,
          `${api}/availability?days=1&timezone=${encoded(name)}`,
        );
        if (page !== 200 || slots !== (isKnown ? 200 : 422)) {
          wrong.push(
            `${name}: ${page} ${slots}`,
          );
        }
      }
      assert.deepEqual(wrong, []);
    },
  );

  await t.step("a booking stores a zone that its own pages know, and no other", async () => {
    const free = await (await ask(program, `${api}/availability?days=30`)).json();
    const times = free.slots.map(({ startsAt }: { startsAt: string }) => startsAt);
    const some = [
      "PST",
      "JST",
      "Factory",
      "EST5EDT",
      "europe/berlin",
      "Asia/Calcutta",
      "Etc/GMT+12",
    ];
    for (const [index, timezone] of some.entries()) {
      const answer = await ask(program, "/v0/bookings", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "idempotency-key": `zone-names-test-${index}`,
        },
        body: JSON.stringify({
          username: "ada",
          eventSlug: "intro-call",
          startsAt: times[index * 4],
          timezone,
          inviteeName: "Grace",
          inviteeEmail: `grace-${index}@example.org`,
        }),
      });
      const { booking, actions, fields } = await answer.json();
      if (canonicalZone(timezone) === null) {
        assert.deepEqual(
          [answer.status, fields?.timezone],
          [422, "We don’t recognize this time zone."],
          timezone,
        );
        continue;
      }
      assert.equal(answer.status, 201, timezone);
      const page = new URL(actions.page).pathname;
      for (
        const more of [
          "",
          "/reschedule",
          "/reschedule?tz=PST",
          `/reschedule?tz=${encoded(timezone)}`,
        ]
      ) {
        assert.equal(await statusOf(program, page + more), 200, `${timezone} ${more}`);
      }
      assert.equal(booking.status, "PENDING");
    }
  });
});

Deno.test("every zone name that Intl accepts, in a calendar: its own time if known, else busy in all", () => {
  const window = { start: Date.UTC(2026, 5), end: Date.UTC(2026, 8) };
  const lines = (name: string) =>
    ["BEGIN:VEVENT", `UID:${name}`, `DTSTART;TZID="${name}":20260710T120000`, "DURATION:PT1H"]
      .concat("END:VEVENT");
  // Of more zones than a calendar needs nobody looks up what they mean.
  const text = [0, 250, 500, 750].flatMap((from) => [
    "BEGIN:VCALENDAR",
    ...names.slice(from, from + 250).flatMap(lines),
    "END:VCALENDAR",
  ]).join("\r\n");
  const { objects, unreadable } = parseBusyTimes(text, window, "Europe/Berlin");
  assert.deepEqual(unreadable, []);
  assert.equal(objects.length, names.length);
  const noon = Date.UTC(2026, 6, 10, 12);
  for (const { uid, busy, approximate } of objects) {
    const zone = canonicalZone(uid);
    assert.equal(approximate, zone ? null : "zone", uid);
    assert.ok(
      busy.length === 1 && busy.every(({ start, end }) => zone || start <= noon && noon < end),
    );
  }
});

Deno.test("every zone name that is one, in what is written to calendars and guests", () => {
  const span = { start: Date.UTC(2026, 10, 2, 12), end: Date.UTC(2026, 10, 2, 13) };
  for (const zone of names.flatMap((name) => canonicalZone(name) ?? [])) {
    const event = component("vevent", [
      property("uid", "a"),
      timeProperty("dtstart", span.start, zone),
      timeProperty("dtend", span.end, zone),
    ]);
    const text = serialize(component("vcalendar", [], [...vtimezone(zone, span), event]));
    const window = { start: span.start - 200 * DAY, end: span.end + 200 * DAY };
    const [object] = parseBusyTimes(text, window, "Europe/Berlin").objects;
    assert.deepEqual([object?.busy, object?.approximate], [[span], null], zone);
  }
});
