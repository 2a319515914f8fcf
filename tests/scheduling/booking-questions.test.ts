import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import {
  type BookingQuestion,
  parseAnswers,
  QuestionsInput,
  type SubmittedAnswers,
} from "$lib/scheduling/booking-questions.ts";
import { granted, refusal } from "../support/granted.ts";

const asked = (given: Partial<BookingQuestion> = {}): BookingQuestion => ({
  slug: "one",
  label: "One?",
  kind: "short",
  required: false,
  options: [],
  ...given,
});

/** The one answer, or its error. */
function answered(question: Partial<BookingQuestion>, value: SubmittedAnswers[number][1]) {
  const read = parseAnswers([asked(question)], [["one", value]]);
  return read.ok ? read.value[0]?.answer ?? "" : read.refusal.fields!["answers.one"]!;
}

const table: [Partial<BookingQuestion>, SubmittedAnswers[number][1], string | boolean][] = [
  [{ kind: "short" }, "  a\tline\r\nor two ", "a line or two"],
  [{ kind: "short" }, "x".repeat(200), "x".repeat(200)],
  [{ kind: "short" }, "x".repeat(201), "too-long"],
  [{ kind: "short" }, true, "not-understood"],
  [{ kind: "short" }, 7, "7"],
  [{ kind: "short", required: true }, "   ", "answer-needed"],
  [{ kind: "short", required: true }, null, "answer-needed"],
  [{ kind: "long" }, "a\r\nb", "a\nb"],
  [{ kind: "long" }, "a\u0007b", "a b"],
  [{ kind: "long" }, "x".repeat(1001), "too-long"],
  [{ kind: "choice", options: ["Red", "Blue"] }, " Blue ", "Blue"],
  [{ kind: "choice", options: ["Red", "Blue"] }, "blue", "answer-choice"],
  [{ kind: "choice", options: ["Red", "Blue"], required: true }, "", "answer-needed"],
  [{ kind: "checkbox" }, "on", true],
  [{ kind: "checkbox" }, true, true],
  [{ kind: "checkbox" }, false, false],
  [{ kind: "checkbox" }, null, false],
  [{ kind: "checkbox", required: true }, "", "answer-tick"],
  [{ kind: "checkbox" }, "perhaps", "answer-box"],
  [{ kind: "phone" }, "+49 (30) 123-4567", "+49 (30) 123-4567"],
  [{ kind: "phone" }, "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "+966 50 123 4567"],
  [{ kind: "phone" }, "call me", "phone-invalid"],
  [{ kind: "phone" }, "+49", "phone-invalid"],
  [{ kind: "phone" }, "=1+1234567", "phone-invalid"],
  [{ kind: "number" }, "-1,5", "-1.5"],
  [{ kind: "number" }, "١٫٥", "1.5"],
  [{ kind: "number" }, 0, "0"],
  [{ kind: "number" }, 1e21, "answer-number"],
  [{ kind: "number" }, "Infinity", "answer-number"],
  [{ kind: "number" }, "0x1f", "answer-number"],
];

const caseOf = (question: Partial<BookingQuestion>, value: unknown) =>
  `${question.kind}${question.required ? " required" : ""}, ${
    String(JSON.stringify(value)).slice(0, 30)
  }`;

for (const [question, value, expected] of table) {
  Deno.test(`parseAnswers: ${caseOf(question, value)}`, () => {
    assert.equal(answered(question, value), expected);
  });
}

Deno.test("parseAnswers stores each question's label, in its order, and leaves out empty answers", () => {
  const questions = [
    asked({ slug: "b", label: "B?" }),
    asked({ slug: "a", label: "A?" }),
    asked({ slug: "c", label: "C?" }),
  ];
  const read = granted(parseAnswers(questions, [["A?", "by its words"], ["b", "by its slug"]]));
  assert.deepEqual(read, [
    { slug: "b", question: "B?", answer: "by its slug" },
    { slug: "a", question: "A?", answer: "by its words" },
  ]);
});

Deno.test("parseAnswers refuses unknown and repeated answers, and names every error at once", () => {
  const questions = [asked(), asked({ slug: "two", required: true })];
  const given: SubmittedAnswers = [["one", "a"], ["One?", "b"], ["__proto__", "c"], ["gone", ""]];
  const read = refusal(parseAnswers(questions, given));
  assert.deepEqual(read.fields, {
    "answers.one": "answer-twice",
    "answers.two": "answer-needed",
    "answers.__proto__": "unknown-answer",
  });
});

const wrong: [Partial<BookingQuestion>[], string, string][] = [
  [[{ label: " " }], "0.label", "question-empty"],
  [[{ slug: "No spaces" }], "0.slug", "slug-letters"],
  [[{ slug: "email" }], "0.slug", "question-slug-taken"],
  [[{ slug: "constructor" }], "0.slug", "question-slug-taken"],
  [[{ kind: "choice" }], "0.options", "options-needed"],
  [[{ kind: "choice", options: ["a", "a"] }], "0.options", "option-twice"],
  [[{ kind: "choice", options: ["a", " "] }], "0.options.1", "option-empty"],
  [[{}, {}], "form", "question-slug-twice"],
  [Array.from({ length: 21 }, (_, i) => ({ slug: `q${i}` })), "form", "too-many-questions"],
  [
    Array.from({ length: 20 }, (_, i) => ({
      slug: `q${i}`,
      kind: "choice" as const,
      options: Array.from({ length: 20 }, (_, n) => "x".repeat(90) + n),
    })),
    "form",
    "questions-long",
  ],
  [
    Array.from({ length: 20 }, (_, i) => ({ slug: `q${i}`, label: "x".repeat(126) })),
    "form",
    "questions-long",
  ],
];

for (const [given, path, trouble] of wrong) {
  Deno.test(`QuestionsInput refuses: ${trouble}`, () => {
    assert.equal(refusal(parse(QuestionsInput, given.map(asked))).fields?.[path], trouble);
  });
}

Deno.test("QuestionsInput stores choices only where there is something to choose", () => {
  const read = granted(parse(QuestionsInput, [asked({ options: ["left over"] })]));
  assert.deepEqual(read[0]?.options, []);
});
