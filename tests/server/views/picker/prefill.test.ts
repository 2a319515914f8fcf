import assert from "node:assert/strict";
import fc from "fast-check";
import type { BookingQuestion } from "$lib/scheduling/booking-questions.ts";
import { GuestInput } from "$lib/scheduling/guest.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { parsePickerQuery, pickerHref } from "$lib/server/views/picker/picker-query.ts";
import { hostBookingPage } from "$lib/server/event-types/booking-page.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { refusal } from "../../../support/granted.ts";
import { mondayTen, town } from "../../../support/town.ts";

const questions: BookingQuestion[] = ["firm", "size"].map((slug) => ({
  slug,
  label: `${slug}?`,
  kind: "short",
  required: false,
  options: [],
}));

Deno.test("parsePickerQuery fills in answers to the type's own questions; every link carries them on", () => {
  const query = new URLSearchParams(
    "firm=A%26B&size=+2+&gone=x&name=Eve&guests=ann@example.com&constructor=x",
  );
  const ask = parsePickerQuery(query, questions);
  assert.deepEqual(ask.prefill, {
    name: "Eve",
    email: "",
    note: "",
    guests: "ann@example.com",
    location: "",
    phone: "",
    repeat: "",
    dates: "",
    answers: { firm: "A&B", size: "2" },
  });
  assert.equal(
    pickerHref(ask, { date: "2026-11-03" }),
    "?name=Eve&guests=ann%40example.com&firm=A%26B&size=2&date=2026-11-03",
  );
  const named = parsePickerQuery(query, [{ slug: "constructor", kind: "short" }]);
  assert.match(pickerHref(named, { date: "2026-11-03" }), /&constructor=x&date=2026-11-03$/);
});

Deno.test("parsePickerQuery reads a + before a phone number of a link, and nowhere else", () => {
  const asked = [{ slug: "call-me", kind: "phone" }, { slug: "firm", kind: "short" }] as const;
  const read = (link: string) => parsePickerQuery(new URLSearchParams(link), asked).prefill.answers;
  assert.deepEqual(read("call-me=+49301234567&firm=+1+2"), {
    "call-me": "+49301234567",
    firm: "1 2",
  });
  assert.deepEqual(read("a1=%2B49+30+1234567&a2=+49301234567"), {
    "call-me": "+49 30 1234567",
    firm: "49301234567",
  });
});

Deno.test("parsePickerQuery bounds what every link of the page has to carry", () => {
  const ask = parsePickerQuery(
    new URLSearchParams({ firm: "x".repeat(5000), size: "lost" }),
    questions,
  );
  assert.deepEqual(Object.values(ask.prefill.answers).map(({ length }) => length), [2000]);
});

Deno.test("a link's texts that are too long are in the form so, where they are refused", () => {
  const long = { note: "x".repeat(2_100), guests: "ada@example.org, ".repeat(160).trim() };
  const { prefill } = parsePickerQuery(new URLSearchParams(long));
  assert.deepEqual({ note: prefill.note, guests: prefill.guests }, long);

  const name = "Eve ".repeat(40).trim();
  assert.equal(parsePickerQuery(new URLSearchParams({ name })).prefill.name, name);
  const guest = { name, email: "eve@example.org", zone: "UTC", hourCycle: 24 };
  assert.deepEqual(refusal(parse(GuestInput, guest)).fields, { name: "too-long" });
});

Deno.test("a picker shows the input of its URL as plain text, and writes nothing", async () => {
  const { app, host, type } = await town({ type: { slug: "asking", questions } });
  const names = [
    ..."name email note tz hours minutes date month slot key theme parent link firm".split(" "),
    "__proto__",
  ];
  const before = await versions(app.kv);
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string({ unit: "binary" }), hostile)),
      async (values) => {
        const slot = new Date(mondayTen).toISOString();
        const view = await buildPicker(
          app,
          hostBookingPage(host, type),
          new URLSearchParams({ slot, ...values }),
        );
        const { name, answers } = view.prefill;
        const trimmed = (text = "") => new URLSearchParams({ text }).get("text")!.trim();
        assert.equal(name, trimmed(values["name"]).slice(0, 3000));
        assert.equal(answers["firm"] ?? "", trimmed(values["firm"]).slice(0, 2000));
      },
    ),
    { numRuns: 60 },
  );
  assert.deepEqual(await versions(app.kv), before);
});

const hostile = fc.constantFrom(
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "2026-02-30",
  "9".repeat(400),
  "{name}",
  "../../dashboard",
  "\u0000",
  "=cmd()",
);

async function versions(kv: Deno.Kv): Promise<string[]> {
  const all: string[] = [];
  for await (const { key, versionstamp } of kv.list({ prefix: [] })) {
    all.push(`${JSON.stringify(key)} ${versionstamp}`);
  }
  return all;
}
