import assert from "node:assert/strict";
import { publishedPages } from "$lib/server/feeds/published-bookings.ts";
import { bookingPages, exportAccount, exportGuest } from "$lib/server/hosts/export.ts";
import { fullAccount } from "../../support/full-account.ts";

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

Deno.test("exportAccount: the whole account as JSON, a booking at a time, and none of its secrets", async () => {
  const whole = await fullAccount(), { app } = whole;
  const pieces: string[] = [];
  for await (const piece of exportAccount(app, whole.host)) pieces.push(piece);
  const all = JSON.parse(pieces.join(""));
  assert.equal(all.profile.username, "ada");
  assert.equal(all.bookings.length, 6);
  assert(pieces.length >= 6, "each booking is a piece of its own");
  assert.deepEqual(all.signInIssuers, ["https://issuer.example"]);
  assert.equal(all.calendars[0].label, "Home");
  const past = all.bookings.find(({ id }: { id: string }) => id === whole.meetings.past.id);
  const [day] = all.countedDays;
  assert.deepEqual(day.visits.types, { seen: { page: [1, 0, 0, 0] } });
  const [counts] = Object.values<{ page: { requested: number } }>(day.bookings);
  assert.equal(counts!.page.requested, 3);
  assert.deepEqual(past.history.map(({ event }: { event: string }) => event), [
    "requested",
    "confirmed",
  ]);
  assert(
    past.emails.some(({ kind }: { kind: string }) => kind === "guest-confirmed"),
  );
  assert.deepEqual(all.apiKeys.map(({ name }: { name: string }) => name), ["n8n"]);
  const tokens = Object.values(whole.meetings).map(({ token }) => token);
  const { session, feed, invitation, apiKey } = whole;
  for (const secret of [...tokens, session, feed, invitation, apiKey, '"sealed"', '"hash"']) {
    assert(!pieces.join("").includes(secret), secret);
  }
});

Deno.test("exportGuest: one guest's bookings, nobody else's, and an empty list for a stranger", async () => {
  const whole = await fullAccount(), { app } = whole;
  const text = await textOf(exportGuest(app, whole.host, "Guestling-2@example.net"));
  assert.deepEqual(JSON.parse(text).bookings.map(({ id }: { id: string }) => id), [
    whole.meetings.confirmed.id,
  ]);
  assert(!text.includes("guestling-1") && !text.includes("guestling-3"));
  const none = JSON.parse(await textOf(exportGuest(app, whole.host, 'x"y@example.net')));
  assert.deepEqual([none.guest, none.bookings], ['x"y@example.net', []]);
});

Deno.test("publishedPages: the same calendar as in one go, however many pages", async () => {
  const whole = await fullAccount(), { app } = whole;
  const text = await textOf(
    publishedPages(bookingPages(app, whole.host.id, ["confirmed"]), whole.host),
  );
  assert.match(text, /^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/);
  assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 5);
  assert.equal(text.match(/BEGIN:VCALENDAR/g)?.length, 1);
});
