import assert from "node:assert/strict";
import { typeSettings } from "$lib/scheduling/event-type.ts";
import { sectionsOf, type TypeSection } from "$lib/scheduling/event-type-sections.ts";
import {
  editQuestionRows,
  type QuestionRowValues,
} from "../../../src/routes/dashboard/[...owner=owner]/event-types/editor/question-values.ts";
import type { ReminderRowValues } from "../../../src/routes/dashboard/[...owner=owner]/event-types/editor/reminder-values.ts";
import {
  parseSection as parseOne,
  parseSections as parseSeveral,
  readSections,
  type TypeFormValues,
  typeFormValues,
} from "../../../src/routes/dashboard/[...owner=owner]/event-types/editor/type-form-values.ts";
import { granted, refusal } from "../../support/granted.ts";
import { sampleEventType } from "../../support/sample-booking.ts";

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
  alarm: 15,
  reminders: [{ id: "r1", side: "before", minutes: 1440, to: "both" }],
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

/** The form of a section as a browser sends it. */
const reader = { language: "de", hourCycle: 24 } as const;
const parseSection = (section: TypeSection, form: FormData) => parseOne(section, form, reader);
const parseSections = (sections: readonly TypeSection[], form: FormData) =>
  parseSeveral(sections, form, reader);

function sent(values: TypeFormValues[TypeSection] | Record<string, unknown>): FormData {
  const form = new FormData();
  if (Array.isArray(values)) addQuestions(form, values);
  for (const [name, value] of Object.entries(values ?? {})) {
    if (name === "reminders") addReminders(form, value as ReminderRowValues[]);
    else if (typeof value === "string") form.set(name, value.replaceAll("\n", "\r\n"));
    else if (value === true) form.set(name, "on");
  }
  return form;
}

function addQuestions(form: FormData, rows: readonly QuestionRowValues[]): void {
  for (const { row, required, ...fields } of rows) {
    form.append("question", row);
    if (required) form.set(`question.${row}.required`, "on");
    for (const [name, value] of Object.entries(fields)) {
      form.set(`question.${row}.${name}`, value.replaceAll("\n", "\r\n"));
    }
  }
}

function addReminders(form: FormData, rows: readonly ReminderRowValues[]): void {
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) form.append(name, value);
  }
}

const ownSections = sectionsOf({ team: null });

Deno.test("readSections reads back every field that typeFormValues shows", () => {
  const values = typeFormValues(type);
  for (const section of ownSections) {
    const form = sent(values[section]);
    assert.deepEqual(readSections([section], form), { [section]: values[section] });
  }
});

Deno.test("parseSection gives back every field of the stored type, each in one section", () => {
  const values = typeFormValues(type);
  const all: Record<string, unknown> = {};
  for (const section of ownSections) {
    const changes = granted(parseSection(section, sent(values[section])));
    assert.deepEqual(
      Object.keys(changes.fields ?? {}).sort(),
      Object.keys(typeSettings[section]).sort(),
    );
    Object.assign(all, changes.fields, changes.reminders);
  }
  const { id: _, ownerId: __, team: _t, order: ___, revision: ____, createdAt: _____, ...own } =
    type;
  assert.deepEqual(all, own);
});

Deno.test("parseSections joins the fields of several sections, and their errors", () => {
  const { basics, location } = typeFormValues(type);
  const both = granted(parseSections(["basics", "location"], sent({ ...basics, ...location })));
  assert.deepEqual([both.fields?.title, both.fields?.location], [
    type.title,
    type.location,
  ]);
  const wrong = refusal(parseSections(
    ["basics", "location"],
    sent({ ...basics, ...location, title: " ", slug: "x", locationValue: "nowhere" }),
  ));
  assert.deepEqual(wrong.fields, {
    title: "title-empty",
    location: "location-link",
  });
});

Deno.test("parseSection makes an empty slug from the title", () => {
  const { basics } = typeFormValues(type);
  const input = granted(
    parseSection("basics", sent({ ...basics, title: "Café für zwei", slug: "" })),
  );
  assert.equal(input.fields?.slug, "cafe-fuer-zwei");
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

Deno.test("parseSection names a question after its label, never twice and never a reserved name", () => {
  const questions = ["Your company?", "Your company?", "E-mail", "Email", "会社", "Note", "Part"];
  const input = granted(parseSection(
    "questions",
    sent([
      row("x", { label: "Own", slug: "your-company" }),
      ...questions.map((label, i) => row(`r${i}`, { label })),
    ]),
  ));
  assert.deepEqual(input.fields?.questions?.map(({ slug }) => slug), [
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

const wrongs: [
  TypeSection,
  Record<string, unknown> | QuestionRowValues[],
  Record<string, string>,
][] = [
  ["basics", { title: " ", slug: "x" }, { title: "title-empty" }],
  ["basics", { slug: "No spaces" }, { slug: "slug-letters" }],
  ["basics", { title: "会議", slug: "" }, { slug: "slug-empty" }],
  ["basics", { durations: "" }, { durations: "duration-needed" }],
  ["basics", { durations: "30, 4" }, { durations: "duration-range" }],
  ["basics", { durations: "30 30" }, { durations: "duration-twice" }],
  ["basics", { durations: "30 minutes" }, { durations: "duration-range" }],
  ["availability", { slotInterval: "0" }, { slotInterval: "slot-interval-range" }],
  ["questions", [{ ...row("a"), kind: "choice", options: `one\n${"x".repeat(101)}` }], {
    "questions.0.options": "too-long",
  }],
  ["availability", { bufferBefore: "" }, { bufferBefore: "buffer-range" }],
  ["availability", { bufferAfter: "181" }, { bufferAfter: "buffer-range" }],
  ["availability", { minimumNotice: "61", minimumNoticeUnit: "days" }, {
    minimumNotice: "notice-range",
  }],
  ["availability", { cancellationNotice: "1441" }, { cancellationNotice: "notice-range" }],
  ["availability", { rescheduleNotice: "soon" }, { rescheduleNotice: "notice-range" }],
  ["availability", { minimumNotice: "1", minimumNoticeUnit: "years" }, {
    minimumNotice: "notice-range",
  }],
  ["availability", { bookingWindowDays: "366" }, { bookingWindowDays: "booking-window-range" }],
  ["location", { locationKind: "link", locationValue: "javascript:alert(1)" }, {
    location: "location-link",
  }],
  ["location", { locationKind: "phone", locationValue: " " }, { location: "location-empty" }],
  ["sharing", { frameAncestors: "https://a.example/path" }, { frameAncestors: "frame-origin" }],
  ["sharing", { frameAncestors: "https://a.example; script-src *" }, {
    frameAncestors: "frame-origin",
  }],
  ["basics", { description: "x".repeat(2001) }, { description: "too-long" }],
  ["emails", { "redirect.url": "http://example.org" }, { "redirect.url": "redirect-https" }],
  ["emails", { "redirect.url": "https://ada:secret@example.org/" }, {
    "redirect.url": "address-credentials",
  }],
  ["emails", { "redirect.url": "https://ada@example.org/" }, {
    "redirect.url": "address-credentials",
  }],
  ["emails", { "redirect.url": "javascript:alert(1)" }, { "redirect.url": "redirect-https" }],
  ["questions", [row("a"), row("b", { label: " " })], { "questions.1.label": "question-empty" }],
  ["questions", [row("a", { kind: "choice" })], { "questions.0.options": "options-needed" }],
  ["questions", [row("a", { slug: "x" }), row("b", { slug: "x" })], {
    questions: "question-slug-twice",
  }],
  ["emails", { alarm: "soon" }, { alarm: "alarm-minutes" }],
  ["emails", { reminders: [{ id: "", amount: "8", unit: "days", side: "after", to: "both" }] }, {
    "reminders.0.minutes": "reminder-minutes",
  }],
];

for (const [section, given, fields] of wrongs) {
  Deno.test(`parseSection names the control that is wrong: ${JSON.stringify(given).slice(0, 60)}`, () => {
    const values = Array.isArray(given) ? given : { ...typeFormValues(type)[section], ...given };
    assert.deepEqual(refusal(parseSection(section, sent(values))).fields, fields);
  });
}

Deno.test("parseSection: an emptied redirect is none, an empty number that may be missing too", () => {
  const { emails, availability } = typeFormValues(type);
  const emptied = granted(parseSection("emails", sent({ ...emails, "redirect.url": " " })));
  assert.equal(emptied.fields?.redirect, null);
  const given = { ...availability, slotInterval: "", bookingWindowUntil: "", scheduleId: "" };
  const { fields } = granted(parseSection("availability", sent(given)));
  assert.deepEqual(
    [fields?.slotInterval, fields?.bookingWindowUntil, fields && "scheduleId" in fields],
    [null, null, false],
  );
});

Deno.test("parseSection reads the last bookable date as the host types it", () => {
  const { availability } = typeFormValues(type);
  const given = { ...availability, bookingWindowUntil: "1.12.2026" };
  const { fields } = granted(parseSection("availability", sent(given)));
  assert.equal(fields?.bookingWindowUntil, "2026-12-01");
});
