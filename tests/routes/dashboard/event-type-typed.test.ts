import assert from "node:assert/strict";
import { type EventType, rulesBefore } from "$lib/scheduling/event-type.ts";
import {
  blank,
  type Typed,
  typedFrom,
  typedOf,
  wishOf,
} from "../../../src/routes/dashboard/event-types/typed.ts";

const type: EventType = {
  id: "t",
  hostId: "h",
  title: "Intro",
  slug: "intro",
  description: "Line one\nline two",
  durations: [60, 30],
  step: null,
  before: 5,
  after: 10,
  notice: 90,
  horizonDays: 30,
  ...rulesBefore,
  cancelNotice: 120,
  moveNotice: 90,
  colour: "rose",
  location: { kind: "link", value: "https://meet.example.org/ada" },
  confirmedMessage: "Yes",
  rejectedMessage: "No",
  active: false,
  hidden: true,
  order: 3,
  decision: "instant",
  overStale: "hide",
  scheduleId: "s",
  frameAncestors: ["https://a.example", "https://b.example"],
  revision: 7,
  createdAt: 0,
};

function sent(typed: Typed): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) {
    if (typeof value === "string") form.set(name, value.replaceAll("\n", "\r\n"));
    else if (value) form.set(name, "on");
  }
  return form;
}

function troubles(given: Partial<Typed>): Record<string, string> | undefined {
  const wish = wishOf({ ...blank, title: "A title", ...given });
  return wish.ok ? undefined : wish.refusal.fields;
}

Deno.test("wishOf reads back every field that typedOf shows, through the form", () => {
  const wish = wishOf(typedFrom(sent(typedOf(type))));
  assert(wish.ok, JSON.stringify(wish));
  const { id: _, hostId: __, order: ___, revision: ____, createdAt: _____, ...stored } = type;
  assert.deepEqual(wish.value, stored);
});

Deno.test("wishOf makes the address of a blank one from the title", () => {
  const wish = wishOf({ ...blank, title: "Café für zwei" });
  assert(wish.ok);
  assert.equal(wish.value.slug, "cafe-fur-zwei");
});

const wrongs: [Partial<Typed>, Record<string, string>][] = [
  [{ title: " ", slug: "x" }, { title: "title-empty" }],
  [{ slug: "No spaces" }, { slug: "slug-letters" }],
  [{ title: "会議" }, { slug: "slug-empty" }],
  [{ durations: "" }, { durations: "duration-needed" }],
  [{ durations: "30, 4" }, { durations: "duration-range" }],
  [{ durations: "30 30" }, { durations: "duration-twice" }],
  [{ durations: "half an hour" }, { durations: "duration-range" }],
  [{ step: "0" }, { step: "step-range" }],
  [{ before: "" }, { before: "buffer-range" }],
  [{ after: "181" }, { after: "buffer-range" }],
  [{ notice: "61", noticeUnit: "days" }, { notice: "notice-range" }],
  [{ cancelHours: "1441" }, { cancelNotice: "notice-range" }],
  [{ moveHours: "soon" }, { moveNotice: "notice-range" }],
  [{ notice: "1", noticeUnit: "years" }, { notice: "notice-range" }],
  [{ horizonDays: "366" }, { horizonDays: "horizon-range" }],
  [{ locationKind: "link", locationValue: "javascript:alert(1)" }, { location: "location-link" }],
  [{ locationKind: "phone", locationValue: " " }, { location: "location-empty" }],
  [{ frameAncestors: "https://a.example/path" }, { frameAncestors: "frame-origin" }],
  [{ frameAncestors: "https://a.example; script-src *" }, { frameAncestors: "frame-origin" }],
  [{ description: "x".repeat(2001) }, { description: "too-long" }],
];

for (const [given, fields] of wrongs) {
  Deno.test(`wishOf names the control that is wrong: ${JSON.stringify(given).slice(0, 60)}`, () => {
    assert.deepEqual(troubles(given), fields);
  });
}
