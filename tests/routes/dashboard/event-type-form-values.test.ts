import assert from "node:assert/strict";
import {
  editQuestionRows,
  type QuestionRowValues,
} from "../../../src/routes/dashboard/event-types/question-form-values.ts";
import {
  type EventTypeFormValues,
  eventTypeFormValues,
  newEventTypeFormValues,
  parseEventTypeForm,
  parseEventTypeInputFrom,
} from "../../../src/routes/dashboard/event-types/event-type-form-values.ts";
import { sampleEventType } from "../../support/sample-event-type.ts";

const type = sampleEventType({
  id: "t",
  ownerId: "h",
  title: "Intro",
  slug: "intro",
  description: "Line one\nline two",
  durations: [60, 30],
  slotInterval: null,
  bufferBefore: 5,
  bufferAfter: 10,
  minimumNotice: 90,
  bookingWindowDays: 30,
  privateLinkOnly: true,
  onlyForTeams: true,
  questions: [
    { slug: "firm", label: "Which firm?", kind: "short", required: true, options: [] },
    { slug: "size", label: "How big?", kind: "choice", required: false, options: ["S", "M", "L"] },
  ],
  redirect: { url: "https://example.org/thanks", withGuest: true },
  seats: 12,
  cancellationNotice: 120,
  rescheduleNotice: 90,
  colour: "rose",
  location: { kind: "link", value: "https://meet.example.org/ada" },
  confirmedMessage: "Yes",
  rejectedMessage: "No",
  active: false,
  hidden: true,
  order: 3,
  decision: "instant",
  whenCalendarStale: "hide",
  scheduleId: "s",
  frameAncestors: ["https://a.example", "https://b.example"],
  revision: 7,
});

function sent(values: EventTypeFormValues): FormData {
  const form = new FormData();
  for (const { row, required, ...fields } of values.questions) {
    form.append("question", row);
    if (required) form.set(`question.${row}.required`, "on");
    for (const [name, value] of Object.entries(fields)) {
      form.set(`question.${row}.${name}`, value.replaceAll("\n", "\r\n"));
    }
  }
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string") form.set(name, value.replaceAll("\n", "\r\n"));
    else if (value === true) form.set(name, "on");
  }
  return form;
}

function errorsOf(given: Partial<EventTypeFormValues>): Record<string, string> | undefined {
  const input = parseEventTypeInputFrom({ ...newEventTypeFormValues, title: "A title", ...given });
  return input.ok ? undefined : input.refusal.fields;
}

Deno.test("parseEventTypeForm reads back every field that eventTypeFormValues shows", () => {
  const input = parseEventTypeInputFrom(parseEventTypeForm(sent(eventTypeFormValues(type))));
  assert(input.ok, JSON.stringify(input));
  const { id: _, ownerId: __, team: _t, order: ___, revision: ____, createdAt: _____, ...own } =
    type;
  // Edited on a page of their own.
  const { reminders: _r, alarm: _a, ...stored } = own;
  assert.deepEqual(input.value, stored);
});

Deno.test("parseEventTypeInputFrom makes a blank address from the title", () => {
  const input = parseEventTypeInputFrom({ ...newEventTypeFormValues, title: "Café für zwei" });
  assert(input.ok);
  assert.equal(input.value.slug, "cafe-fur-zwei");
});

const row = (name: string, given: Partial<QuestionRowValues> = {}): QuestionRowValues => ({
  row: name,
  slug: "",
  label: name,
  kind: "short",
  required: false,
  options: "",
  ...given,
});

Deno.test("parseEventTypeInputFrom names a question after its label, never twice and never a reserved name", () => {
  const questions = ["Your company?", "Your company?", "E-mail", "Email", "会社", "Note", "Part"];
  const input = parseEventTypeInputFrom({
    ...newEventTypeFormValues,
    title: "A title",
    questions: [
      row("x", { label: "Own", slug: "your-company" }),
      ...questions.map((label) => row(label, { label })),
    ],
  });
  assert.deepEqual(input.ok && input.value.questions.map(({ slug }) => slug), [
    "your-company",
    "your-company-2",
    "your-company-3",
    "e-mail",
    "your-email",
    "question",
    "your-note",
    "your-part",
  ]);
});

const presses: [string, string][] = [
  ["up:b", "b a c"],
  ["up:a", "a b c"],
  ["down:b", "a c b"],
  ["down:c", "a b c"],
  ["remove:b", "a c"],
  ["add", "a b c new-1"],
  ["remove:nobody", "a b c"],
  ["burn:a", "a b c"],
  ["", "a b c"],
];

for (const [press, rows] of presses) {
  Deno.test(`editQuestionRows: ${press || "nothing pressed"}`, () => {
    const values = ["a", "b", "c"].map((name) => row(name));
    assert.equal(editQuestionRows(values, press).map((each) => each.row).join(" "), rows);
  });
}

Deno.test("editQuestionRows adds no twenty-first question", () => {
  const values = Array.from({ length: 20 }, (_, i) => row(`r${i}`));
  assert.equal(editQuestionRows(values, "add").length, 20);
});

const wrongs: [Partial<EventTypeFormValues>, Record<string, string>][] = [
  [{ title: " ", slug: "x" }, { title: "title-empty" }],
  [{ slug: "No spaces" }, { slug: "slug-letters" }],
  [{ title: "会議" }, { slug: "slug-empty" }],
  [{ durations: "" }, { durations: "duration-needed" }],
  [{ durations: "30, 4" }, { durations: "duration-range" }],
  [{ durations: "30 30" }, { durations: "duration-twice" }],
  [{ durations: "30 minutes" }, { durations: "duration-range" }],
  [{ slotInterval: "0" }, { slotInterval: "slot-interval-range" }],
  [{ questions: [{ ...row("a"), kind: "choice", options: `one\n${"x".repeat(101)}` }] }, {
    "questions.0.options": "too-long",
  }],
  [{ bufferBefore: "" }, { bufferBefore: "buffer-range" }],
  [{ bufferAfter: "181" }, { bufferAfter: "buffer-range" }],
  [{ minimumNotice: "61", minimumNoticeUnit: "days" }, { minimumNotice: "notice-range" }],
  [{ cancellationNotice: "1441" }, { cancellationNotice: "notice-range" }],
  [{ rescheduleNotice: "soon" }, { rescheduleNotice: "notice-range" }],
  [{ minimumNotice: "1", minimumNoticeUnit: "years" }, { minimumNotice: "notice-range" }],
  [{ bookingWindowDays: "366" }, { bookingWindowDays: "booking-window-range" }],
  [{ locationKind: "link", locationValue: "javascript:alert(1)" }, { location: "location-link" }],
  [{ locationKind: "phone", locationValue: " " }, { location: "location-empty" }],
  [{ frameAncestors: "https://a.example/path" }, { frameAncestors: "frame-origin" }],
  [{ frameAncestors: "https://a.example; script-src *" }, { frameAncestors: "frame-origin" }],
  [{ description: "x".repeat(2001) }, { description: "too-long" }],
  [{ redirectUrl: "http://example.org" }, { redirectUrl: "redirect-https" }],
  [{ redirectUrl: "https://ada:secret@example.org/" }, { redirectUrl: "redirect-credentials" }],
  [{ redirectUrl: "https://ada@example.org/" }, { redirectUrl: "redirect-credentials" }],
  [{ redirectUrl: "javascript:alert(1)" }, { redirectUrl: "redirect-https" }],
  [{ questions: [row("a"), row("b", { label: " " })] }, { "questions.1.label": "question-empty" }],
  [{ questions: [row("a", { kind: "choice" })] }, { "questions.0.options": "options-needed" }],
  [{ questions: [row("a", { slug: "x" }), row("b", { slug: "x" })] }, {
    questions: "question-slug-twice",
  }],
];

for (const [given, fields] of wrongs) {
  Deno.test(`parseEventTypeInputFrom names the control that is wrong: ${JSON.stringify(given).slice(0, 60)}`, () => {
    assert.deepEqual(errorsOf(given), fields);
  });
}
