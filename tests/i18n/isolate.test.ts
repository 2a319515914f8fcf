import assert from "node:assert/strict";
import { format } from "$lib/i18n/format.ts";
import { isolate, withoutIsolates } from "$lib/i18n/isolate.ts";

const arabic = "اجتماع مع {name}";
const apart = (text: string) => `\u2068${text}\u2069`;

const isolated = [
  ["Ada", "Meeting with {name}", "Ada"],
  ["أحمد", "Meeting with {name}", apart("أحمد")],
  ["Ada", arabic, apart("Ada")],
  ["أحمد", arabic, apart("أحمد")],
  ["14:30", arabic, "14:30"],
  ["https://meet.example.org/booking/a", arabic, "https://meet.example.org/booking/a"],
  ["ada@example.org", arabic, "ada@example.org"],
] as const;

for (const [value, text, expected] of isolated) {
  Deno.test(`isolate: ${value} in ${text}`, () => assert.equal(isolate(value, text), expected));
}

Deno.test("format: a name in another direction does not move what stands beside it", () => {
  assert.equal(format("{name}, 14:30", { name: "أحمد" }), "\u2068أحمد\u2069, 14:30");
  assert.equal(format(arabic, { name: "Ada" }), "اجتماع مع \u2068Ada\u2069");
});

Deno.test("withoutIsolates: what is stored has no marks", () => {
  assert.equal(withoutIsolates(format("{name} (copy)", { name: "مكالمة" })), "مكالمة (copy)");
});
