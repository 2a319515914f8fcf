import assert from "node:assert/strict";
import type * as v from "valibot";
import { QuestionsInput } from "$lib/scheduling/booking-questions.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { BookingLocationInput, LocationInput } from "$lib/scheduling/location.ts";
import { PageSettingsInput } from "$lib/scheduling/page-settings.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import { hasCredentials, webAddress } from "$lib/scheduling/web-address.ts";
import { conferenceMade } from "$lib/server/calendars/conference.ts";

const signedIn = [
  "https://u:p@meet.example/room",
  "https://u@meet.example/",
  "https://:p@meet.example/",
  "https://u%40org:p%40ss@meet.example/",
  "HTTPS://U:P@meet.example",
  "https:u:p@meet.example",
  "https:\\\\u:p@meet.example",
  "https://a@b@meet.example/",
  "https://{random}@meet.example/",
  "http://u:p@[2001:db8::1]:8443/",
];
const plain = [
  "https://meet.example/@ada",
  "https://meet.example/?pwd=a:b@c#u:p@d",
  "https://meet.example/u:p@room",
  "https://meet.example:8443/{random}",
];

Deno.test("webAddress: complete, of the web, and without a name or password", () => {
  for (const address of signedIn) assert.equal(webAddress(address), null, address);
  for (const address of plain) assert.ok(webAddress(address), address);
  for (
    const text of ["meet.example", "ftp://meet.example", "javascript:alert(1)", "https://", ""]
  ) {
    assert.equal(webAddress(text), null, text);
  }
});

Deno.test("hasCredentials: wherever in a text the address is, and in no other text", () => {
  for (const address of signedIn) {
    assert.equal(hasCredentials(`Room 1 (${address}), please`), true, address);
  }
  assert.equal(hasCredentials("rtsp://cam:secret@camera.example/1"), true);
  const others = ["ada@example.org", "mailto:ada@example.org", "Ask: me@home, or https: you@work"];
  for (const text of [...plain, ...others]) assert.equal(hasCredentials(text), false, text);
});

/** Everything that a host writes and guests read, with a place for an address. */
const inputs: [string, v.GenericSchema, (address: string) => unknown][] = [
  ["link", LocationInput, (value) => ({ kind: "link", value })],
  ["phone", LocationInput, (value) => ({ kind: "phone", value })],
  ["address", LocationInput, (value) => ({ kind: "address", value })],
  ["custom", LocationInput, (value) => ({ kind: "custom", value })],
  ["choice", LocationInput, (value) => ({
    kind: "choice",
    options: [{ kind: "call-guest" }, { kind: "link", value }],
  })],
  ["link of one booking", BookingLocationInput, (value) => ({ kind: "link", value })],
  ["redirect", EventTypeInput.entries.redirect, (url) => ({ url })],
  ["description", EventTypeInput.entries.description, (at) => `See ${at}`],
  ["confirmed", EventTypeInput.entries.confirmedMessage, (at) => `See ${at}`],
  ["rejected", EventTypeInput.entries.rejectedMessage, (at) => `See ${at}`],
  ["question", QuestionsInput, (at) => [{ slug: "q", label: `Read ${at}`, kind: "short" }]],
  ["team", TeamInput.entries.description, (at) => `See ${at}`],
  ["welcome", PageSettingsInput.entries.welcome, (at) => `See ${at}`],
  ["footer", PageSettingsInput.entries.footer, (at) => `See ${at}`],
  ["email", EmailTemplateInput, (at) => ({ subject: "Hello", text: `See ${at}` })],
  ["subject", EmailTemplateInput, (at) => ({ subject: `See ${at}`, text: "" })],
];

for (const [what, schema, given] of inputs) {
  Deno.test(`no address that a guest gets has credentials: ${what}`, () => {
    for (const address of ["https://u:p@meet.example/", "https://u@meet.example/"]) {
      const read = parse(schema, given(address));
      assert.deepEqual(
        !read.ok && Object.values(read.refusal.fields ?? {}),
        ["address-credentials"],
        address,
      );
    }
    const read = parse(schema, given("https://meet.example/@ada"));
    assert.ok(read.ok, JSON.stringify(read));
  });
}

Deno.test("no address that a guest gets has credentials: the link that a calendar made", () => {
  assert.equal(conferenceMade("https://u:p@meet.example/"), null);
  assert.deepEqual(conferenceMade(plain[0]), { state: "made", link: plain[0] });
});

Deno.test("a webhook's address has no credentials either", () => {
  const read = parse(WebhookInput.entries.url, signedIn[0]);
  assert.equal(read.ok, false);
});
