import assert from "node:assert/strict";
import { BookingBody } from "$lib/scheduling/api-schemas.ts";
import { GuestInput } from "$lib/scheduling/guest.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { granted, refusal } from "../support/granted.ts";

const half = "\ud800";
const wish = {
  username: "ada",
  eventSlug: "intro-call",
  startsAt: "2026-11-02T09:00:00Z",
  inviteeName: "Grace Hopper",
  inviteeEmail: "grace@example.com",
};

Deno.test("BookingBody: a lone surrogate is refused in an address, and replaced in other text", () => {
  const address = refusal(
    parse(BookingBody, { ...wish, inviteeEmail: `grace${half}@example.com` }),
  );
  assert.equal(address.fields?.inviteeEmail, "email-invalid");
  const parsed = granted(
    parse(BookingBody, { ...wish, inviteeName: `Gra${half}ce`, note: `no${half}te` }),
  );
  assert(parsed.inviteeName.isWellFormed() && parsed.note.isWellFormed());
});

Deno.test("GuestInput: a note preserves lines and tabs, and no other control characters", () => {
  const parsed = granted(parse(GuestInput, {
    name: "Grace",
    email: "grace@example.com",
    note: "one\n\ttwo\u0000\u001b[31m three\u000b",
    zone: "UTC",
    hourCycle: 24,
  }));
  assert.equal(parsed.note, "one\n\ttwo [31m three");
});
