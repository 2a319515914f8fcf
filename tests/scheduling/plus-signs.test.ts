import assert from "node:assert/strict";
import { phoneWithPlus, restorePluses } from "$lib/scheduling/plus-signs.ts";

const slot = "2026-11-24T10:00:00+01:00", inLink = "2026-11-24T10:00:00%2B01:00";

/** What a link says, and what is read of it. */
const links: [link: string, read: Record<string, string>][] = [
  ["email=ada+tag@example.org", { email: "ada+tag@example.org" }],
  ["email=ada%2Btag@example.org", { email: "ada+tag@example.org" }],
  ["email=ada%20tag%40example.org", { email: "ada+tag@example.org" }],
  ["email=+ada+a+b@example.org+", { email: " ada+a+b@example.org " }],
  ["email=ada++tag@example.org", { email: "ada++tag@example.org" }],
  ["email=ada+@example.org", { email: "ada+@example.org" }],
  ["email=ada@exam+ple.org", { email: "ada@exam ple.org" }],
  ["email=Ada+Beck+<ada@example.org>", { email: "Ada Beck <ada@example.org>" }],
  ["email=not+one", { email: "not one" }],
  [
    "guests=a+x@example.org,b@example.org+c+y+z@example.org;%20d@example.org",
    { guests: "a+x@example.org,b@example.org c+y+z@example.org; d@example.org" },
  ],
  ["guests=a@example.org,+b@example.org", { guests: "a@example.org, b@example.org" }],
  [`slot=${slot}`, { slot }],
  [`slot=${inLink}`, { slot }],
  ["slot=2026-11-24T10:00+0530", { slot: "2026-11-24T10:00+0530" }],
  [`start=${slot}&from=${slot}&to=${slot}`, { start: slot, from: slot, to: slot }],
  [`picked=${slot},${slot}`, { picked: `${slot},${slot}` }],
  ["tz=Etc/GMT+5&timezone=Etc/GMT%2B6", { tz: "Etc/GMT+5", timezone: "Etc/GMT+6" }],
  ["name=Ada+Beck&note=1+2@x.org&company=a+b@x.org", {
    name: "Ada Beck",
    note: "1 2@x.org",
    company: "a b@x.org",
  }],
  ["date=2026-11-24&month=2026-11", { date: "2026-11-24", month: "2026-11" }],
];

for (const [link, read] of links) {
  Deno.test(`a link with ${link}`, () => {
    const query = new URLSearchParams(link);
    restorePluses(query);
    assert.deepEqual(Object.fromEntries(query), read);
  });
}

Deno.test("a link that says something twice keeps both", () => {
  const query = new URLSearchParams("email=a+b@example.org&email=c+d@example.org");
  restorePluses(query);
  assert.deepEqual(query.getAll("email"), ["a+b@example.org", "c+d@example.org"]);
});

Deno.test("a link's text of half a megabyte is read at once", () => {
  const long = [
    "a+".repeat(250_000),
    `${"a+".repeat(250_000)}@`,
    `${"a,".repeat(250_000)}b c@example.org`,
    "@".repeat(500_000),
    "a@b+".repeat(100_000),
    "T10:00+".repeat(70_000),
  ];
  for (const text of long) {
    for (const name of ["email", "guests", "slot", "tz"]) {
      restorePluses(new URLSearchParams(`${name}=${text}`));
    }
  }
});

const numbers: [given: string, read: string][] = [
  [" 49 30 1234567", "+49 30 1234567"],
  ["+49 30 1234567", "+49 30 1234567"],
  ["tel: 49301234567;ext=12", "tel:+49301234567;ext=12"],
  [" 1 555 0100 x12", "+1 555 0100 x12"],
  [" 030 1234567", " 030 1234567"],
  ["030 1234567", "030 1234567"],
  [" 7", " 7"],
];

for (const [given, read] of numbers) {
  Deno.test(`the phone number ${JSON.stringify(given)} of a link`, () =>
    assert.equal(phoneWithPlus(given), read));
}
