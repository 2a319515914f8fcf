import assert from "node:assert/strict";
import { ExtraGuestsInput, guestsWithout, splitAddresses } from "$lib/scheduling/extra-guests.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { bookingSearchTerms } from "$lib/scheduling/search-terms.ts";

const read = (...texts: string[]) => {
  const parsed = parse(ExtraGuestsInput, texts);
  return parsed.ok ? parsed.value : Object.values(parsed.refusal.fields ?? {});
};

Deno.test("extra guests: each mailbox once, ten at most, in canonical form", () => {
  assert.deepEqual(read(" Alan@Example.NET "), ["Alan@example.net"]);
  assert.deepEqual(read("alan@example.net", "ALAN+1@example.net"), ["guest-twice"]);
  assert.deepEqual(read("alan@example.net", "alan"), ["guests-invalid"]);
  const many = Array.from({ length: 11 }, (_, n) => `guest-${n}@example.net`);
  assert.deepEqual(read(...many), ["too-many-guests"]);
  assert.equal(read(...many.slice(1)).length, 10);
});

Deno.test("extra guests: a field has spaces, commas, semicolons or lines between its addresses", () => {
  assert.deepEqual(splitAddresses(" a@b.org, c@d.org;e@f.org\n g@h.org "), [
    "a@b.org",
    "c@d.org",
    "e@f.org",
    "g@h.org",
  ]);
  assert.deepEqual(splitAddresses("a@b.org، c@d.org؛e@f.org"), ["a@b.org", "c@d.org", "e@f.org"]);
  assert.deepEqual(splitAddresses(" "), []);
  assert.deepEqual(guestsWithout(["a@b.org", "c@d.org"], ["A+x@b.org"]), ["c@d.org"]);
});

Deno.test("search terms: an extra guest is found however long name and note are", () => {
  const words = Array.from({ length: 80 }, (_, n) => `w${n}`).join(" ");
  const guest = { name: words, email: "grace@example.com", note: words };
  const extraGuests = ["a.b.c.d.e.f.g.longest@h.i.j.example"];
  assert(bookingSearchTerms({ guest, extraGuests }).includes("longest"));
});
