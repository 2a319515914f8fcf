import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { attemptBooking, formFields, newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { startVisit } from "../support/http-visitor.ts";
import { testSecret } from "../support/test-app.ts";

const odd = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e9",
    "NaN",
    "null",
    "24:00",
    "25:61",
    "9:00",
    "constructor",
    "🙂".repeat(300),
  ),
  fc.constantFrom("x".repeat(9000), "\u0000", "a\r\nb", "<b>", "//evil.example", "on", "../.."),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** Pages that are asked for something by their address, and what they are asked for. */
const more = [
  "/troubleshoot",
  "/settings/guest",
  "/settings/blocked",
  "/settings/data",
  "/settings/keys",
  "/welcome/test",
]
  .concat(
    "/availability/date-overrides",
    "/availability/time-off",
    "/availability/holidays",
    "/bookings.csv",
  );
const asked = ["cursor", "from", "q", "type", "status", "show", "done", "booking", "date", "time"]
  .concat(
    "minutes",
    "month",
    "schedule",
    "notice",
    "email",
    "erased",
    "added",
    "country",
    "to",
    "error",
  );

/** Every form of a page: where it goes, and what it would send. */
function formsOf(html: string, page: string): { action: string; fields: Record<string, string> }[] {
  const forms = [...html.matchAll(/<form\b[^>]*\bmethod="post"[^>]*>/gi)];
  return forms.map(([tag], i) => {
    const action = /\baction="([^"]*)"/.exec(tag)?.[1] ?? "";
    let seen = -1;
    const one = html.replace(/<form\b[\s\S]*?<\/form>/gi, (form) => {
      if (!/\bmethod="post"/i.test(form.slice(0, form.indexOf(">")))) return "";
      return ++seen === i ? form : "";
    });
    return {
      action: new URL(action, `http://here${page}`).href.slice(11),
      fields: formFields(one, /.*/),
    };
  }).filter(({ action }) => !action.includes("sign-out"));
}

Deno.test("odd forms and addresses of a signed-in host are refused or ignored, never a fault", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const start = Math.ceil(Date.now() / DAY) * DAY + 7 * DAY;
  let booked = "";
  for (let hour = 0; hour < 72 && !booked; hour++) {
    const input = { username: "ada", slug: "intro-call", start: start + hour * HOUR };
    const { status, body } = await attemptBooking(program.address, input);
    if (status === 201) booked = body.booking.id;
  }
  const host = startVisit(program.address);
  const link = await createConsoleLink(testSecret, {
    username: "ada",
    expiresAt: Date.now() + MINUTE,
  });
  const door = `/auth/verify?token=${encodeURIComponent(link)}`;
  await host.post(door, formFields((await host.get(door)).text));

  const types = (await host.get("/dashboard/event-types")).text;
  const type = /\/dashboard\/event-types\/([\w-]{22})/.exec(types)?.[1];
  const pages = ["", "/availability", "/calendars", "/event-types", "/event-types/new", "/emails"]
    .concat("/settings", "/welcome", `/bookings/${booked}`, `/event-types/${type}`)
    .map((page) => `/dashboard${page}`);
  const forms: { page: string; action: string; fields: Record<string, string> }[] = [];
  for (const page of pages) {
    const shown = await host.get(page, { "x-forwarded-for": newClient() });
    assert(shown.status < 400, `${page}: ${shown.status}`);
    forms.push(...formsOf(shown.text, page).map((form) => ({ page, ...form })));
  }
  assert(forms.length > 10, `only ${forms.length} forms`);

  const places = [...pages, ...more.map((page) => `/dashboard${page}`)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.dictionary(fc.constantFrom(...asked), odd.filter((value) => value.isWellFormed())),
      async (page, query) => {
        const path = `${page}?${new URLSearchParams(query)}`;
        const answer = await host.get(path, { "x-forwarded-for": newClient() });
        assert(answer.status < 500, `GET ${path}: ${answer.status}`);
      },
    ),
    { numRuns: 200, endOnFailure: true },
  );

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async ({ action, fields }, changes, leavesOut) => {
        const sent = { ...fields };
        const names = Object.keys(fields);
        for (const [at, value] of changes) {
          const name = names[at % Math.max(1, names.length)];
          if (name === undefined) continue;
          if (leavesOut) delete sent[name];
          else if (value.isWellFormed()) sent[name] = value;
        }
        const answer = await host.post(action, sent, { "x-forwarded-for": newClient() });
        assert(
          answer.status < 500,
          `POST ${action} ${JSON.stringify(sent).slice(0, 300)}: ${answer.status}`,
        );
      },
    ),
    { numRuns: 300, endOnFailure: true },
  );
  assert.doesNotMatch(program.output().log, /"level":"error"/);
});
