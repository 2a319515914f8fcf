import assert from "node:assert/strict";
import fc from "fast-check";
import { newClient } from "../support/proof/guest-client.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";

/** Values that people, scripts and scanners send where a date, an instant, a zone or a number is asked for. */
const odd = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e9",
    "NaN",
    "null",
    "undefined",
    "[object Object]",
    "2026-02-31",
    "2027-02-29",
    "0000-01-01",
    "9999-12-31",
    "+275760-09-13T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-12-01T24:00:00Z",
    "2026-12-01T09:00:00+99:99",
    "2026-12-01T09:00:00.123456789Z",
    "2026-12-01T09:00:00-00:00",
    "2026-13",
    "2199-12",
    "1900-01",
    "Europe/Berlin",
    "europe/berlin",
    "+25:00",
    "GMT+14",
    "Etc/GMT+99",
    "UTC[u-ca=hebrew]",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\u0000",
    "a\r\nBcc: b@example.org",
    "\ud800",
    "👩‍👩‍👧‍👦".repeat(40),
    "x".repeat(9000),
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anything = fc.oneof(odd, fc.jsonValue());

const names = ["date", "month", "slot", "tz", "hours", "minutes", "name", "email", "key", "note"];

/** Asks, and fails where the answer is a fault of ours. */
async function isNoFault(
  program: RunningWithHost,
  path: string,
  init: RequestInit = {},
): Promise<number> {
  const headers = new Headers(init.headers);
  headers.set("x-forwarded-for", newClient());
  headers.set("accept", "text/html");
  const answer = await fetch(program.address + path, { ...init, headers, redirect: "manual" });
  const text = await answer.text();
  assert(
    answer.status < 500,
    `${init.method ?? "GET"} ${path}: ${answer.status}\n${text.slice(0, 300)}`,
  );
  return answer.status;
}

function query(fields: Record<string, string>): string {
  const usable = Object.entries(fields).filter(([, value]) => value.isWellFormed());
  return new URLSearchParams(usable).toString();
}

Deno.test("odd requests are refused or overlooked, never a fault", async (t) => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const runs = { numRuns: 120, endOnFailure: true };

  await t.step("the picker's address", () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 4 }),
        async (fields) => {
          await isNoFault(program, `/calendar/ada/intro-call?${query(fields)}`);
        },
      ),
      runs,
    ));

  await t.step("the picker's form", () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 8 }),
        async (fields) => {
          await isNoFault(program, "/calendar/ada/intro-call", {
            method: "POST",
            headers: {
              origin: program.address,
              "content-type": "application/x-www-form-urlencoded",
            },
            body: query(fields),
          });
        },
      ),
      runs,
    ));

  await t.step("availability", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          start: odd,
          days: fc.oneof(fc.constantFrom("1", "60"), odd),
          timezone: fc.oneof(fc.constant("Pacific/Kiritimati"), odd),
          duration: fc.oneof(fc.constant("30"), odd),
        }, { requiredKeys: ["start"] }),
        async (fields) => {
          await isNoFault(
            program,
            `/v0/users/ada/event-types/intro-call/availability?${query(fields)}`,
          );
        },
      ),
      runs,
    ));

  await t.step("POST /v0/bookings", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          username: fc.oneof(fc.constant("ada"), anything),
          eventSlug: fc.oneof(fc.constant("intro-call"), fc.constant("coffee"), anything),
          startsAt: anything,
          timezone: fc.oneof(fc.constant("UTC"), anything),
          duration: fc.oneof(fc.constant(null), anything),
          inviteeName: fc.oneof(fc.constant("Grace"), anything),
          inviteeEmail: fc.oneof(fc.constant("grace@example.com"), anything),
          note: fc.oneof(fc.constant(""), anything),
          answers: fc.oneof(fc.constant({}), anything),
        }, { requiredKeys: ["startsAt", "username", "eventSlug", "inviteeName", "inviteeEmail"] }),
        async (input) => {
          await isNoFault(program, "/v0/bookings", {
            method: "POST",
            headers: {
              "content-type": "application/json",
              "idempotency-key": crypto.randomUUID(),
            },
            body: JSON.stringify(input),
          });
        },
      ),
      runs,
    ));

  await t.step("paths", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom("/calendar/", "/calendar/ada/", "/booking/", "/v0/users/", "/widget/ada/"),
        odd.filter((text) => text.isWellFormed() && text !== ""),
        fc.constantFrom("", "/confirm", "/event.ics", "/events", "/event-types/intro-call"),
        async (start, part, end) => {
          await isNoFault(program, start + encodeURIComponent(part) + end);
        },
      ),
      runs,
    ));

  assert.doesNotMatch(program.output().log, /"level":"error"/);
});
