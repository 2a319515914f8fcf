import assert from "node:assert/strict";
import { BookingBody, PersonName } from "$lib/scheduling/api-schemas.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { GuestInput } from "$lib/scheduling/guest.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { parseAnswers, QuestionsInput } from "$lib/scheduling/booking-questions.ts";
import { ScheduleName } from "$lib/scheduling/availability-schedule.ts";
import { isVisible } from "$lib/scheduling/visible-text.ts";
import { ProfileInput } from "$lib/scheduling/profile.ts";
import * as v from "valibot";
import { refusal } from "../support/granted.ts";

const nothing = ["\u200b", "\u3164", "\u115f\u1160", "\u00ad\u2800", "\u0301", "\u202e ", "\ufeff"];

Deno.test("isVisible: letters, signs and emoji are, blanks, fillers and lone marks are not", () => {
  for (const text of ["", " ", ...nothing]) assert.equal(isVisible(text), false, escape(text));
  for (const text of ["a", "\u200b.", "👩‍🚀", "李", "ـ", "नि", "_"]) assert(isVisible(text), text);
});

Deno.test("names and titles need something that can be seen", () => {
  const guest = { name: "", email: "grace@example.com", zone: "UTC", hourCycle: 24 };
  for (const text of nothing) {
    assert.equal(parse(GuestInput, { ...guest, name: text }).ok, false, escape(text));
    for (const schema of [PersonName, ScheduleName, ProfileInput.entries.name]) {
      assert.equal(v.safeParse(schema, text).success, false, escape(text));
    }
    assert.equal(v.safeParse(BookingBody.entries.inviteeName, text).success, false);
    assert.equal(v.safeParse(EventTypeInput.entries.title, text).success, false);
    const question = { slug: "why", label: text, kind: "short" };
    assert.equal(v.safeParse(QuestionsInput, [question]).success, false);
  }
});

Deno.test("parseAnswers: an answer of nothing that can be seen is none", () => {
  const question = {
    slug: "why",
    label: "Why?",
    kind: "short",
    required: true,
    options: [],
  } as const;
  for (const text of nothing) {
    const outcome = refusal(parseAnswers([{ ...question, options: [] }], [["why", text]]));
    assert.equal(outcome.fields?.["answers.why"], "answer-needed");
  }
});
