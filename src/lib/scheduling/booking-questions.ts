import * as v from "valibot";
import { cleanLines } from "./many-lines.ts";
import { accepted, type Outcome, refused } from "./outcome.ts";
import { PhoneNumber } from "./phone-number.ts";
import { withPoint } from "./typed-text.ts";
import { isVisible } from "./visible-text.ts";
import { withoutCredentials } from "./web-address.ts";

export const questionKinds = ["short", "long", "choice", "checkbox", "phone", "number"] as const;
export type QuestionKind = typeof questionKinds[number];

/** A question to the guest on the booking form. */
export interface BookingQuestion {
  /** Its name in links and in the API, unique among the questions of its type. */
  slug: string;
  label: string;
  kind: QuestionKind;
  required: boolean;
  /** What to choose from; empty for every other kind. */
  options: string[];
}

/**
 * A guest's answer with the label that the question had then; later edits of the question do not change it. Whether a
 * box is ticked is said in each reader's language, by `$lib/i18n/answer.ts`.
 */
export interface BookingAnswer {
  slug: string;
  question: string;
  answer: string | boolean;
}

/** An answer as the API and webhooks say it, the same in every language. */
export interface WrittenAnswer extends BookingAnswer {
  answer: string;
}

/** Answers in the API's form: a box is "Yes" or "No". */
export function writtenAnswers(answers: readonly BookingAnswer[]): WrittenAnswer[] {
  return answers.map(({ slug, question, answer }) => ({
    slug,
    question,
    answer: typeof answer === "string" ? answer : answer ? "Yes" : "No",
  }));
}

/** An answer as links and forms give it to its question. */
export function submittedAnswer({ answer }: BookingAnswer): string {
  return typeof answer === "string" ? answer : answer ? "yes" : "no";
}

/** Answers as submitted: by a question's slug or its label. */
export type SubmittedAnswers =
  readonly (readonly [name: string, value: string | number | boolean | null])[];

export const MAX_QUESTIONS = 20;
export const answerLengths = { short: 200, long: 1000, phone: 60, number: 30 } as const;
/** Characters of all questions together, as a booking stores them with their answers; and with their choices, as the type does. */
const MAX_LABEL_CHARACTERS = 2500, MAX_CHARACTERS = 8000;

/** Names that the address of a picker uses for itself, and two that every object of the language has already. */
const reservedSlugs = new Set(
  ("name email note tz hours minutes duration date month slot key theme parent link still preview " +
    "part zones redirect constructor prototype").split(" "),
);

/** Whether a question cannot have this slug. */
export function isReservedQuestionSlug(slug: string): boolean {
  return reservedSlugs.has(slug);
}

const line = (max: number, empty: string) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\p{Cc}+/gu, " ")),
    v.trim(),
    v.check(isVisible, empty),
    v.maxLength(max, "too-long"),
    withoutCredentials,
  );
const areDistinct = (all: readonly string[]) => new Set(all).size === all.length;

const QuestionFields = v.object({
  slug: v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(40, "too-long"),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug-letters"),
    v.check((slug) => !isReservedQuestionSlug(slug), "question-slug-taken"),
  ),
  label: line(200, "question-empty"),
  kind: v.picklist(questionKinds),
  required: v.optional(v.boolean(), false),
  options: v.optional(
    v.pipe(
      v.array(line(100, "option-empty")),
      v.maxLength(20, "too-many-options"),
      v.check((all) => areDistinct(all), "option-twice"),
    ),
    [],
  ),
});

const QuestionInput = v.pipe(
  QuestionFields,
  v.forward(
    v.check(
      ({ kind, options }) => kind !== "choice" || options.length > 0,
      "options-needed",
    ),
    ["options"],
  ),
  v.transform((question): BookingQuestion =>
    question.kind === "choice" ? question : { ...question, options: [] }
  ),
);

/** The questions of an event type, in their order. */
export const QuestionsInput = v.pipe(
  v.array(QuestionInput),
  v.maxLength(MAX_QUESTIONS, "too-many-questions"),
  v.check((all) => areDistinct(all.map(({ slug }) => slug)), "question-slug-twice"),
  v.check(
    (all) => lengthOf(all.map(({ label }) => label)) <= MAX_LABEL_CHARACTERS,
    "questions-long",
  ),
  v.check(
    (all) => lengthOf(all.flatMap(({ label, options }) => [label, ...options])) <= MAX_CHARACTERS,
    "questions-long",
  ),
);

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/**
 * The answers as a booking stores them: in the order of the questions, without empty ones, a checkbox as true or false.
 * Refuses with an error code for each missing or invalid answer, and for each answer to an unknown question.
 */
export function parseAnswers(
  questions: readonly BookingQuestion[],
  given: SubmittedAnswers,
): Outcome<BookingAnswer[], "invalid"> {
  const fields: Record<string, string> = {};
  const values = new Map<string, SubmittedAnswers[number][1]>();
  for (const [name, value] of given) {
    const question = questions.find(({ slug }) => slug === name) ??
      questions.find(({ label }) => label === name);
    if (!question) {
      if (!isEmpty(value)) fields[`answers.${name.slice(0, 64)}`] = "unknown-answer";
    } else if (values.has(question.slug)) fields[`answers.${question.slug}`] = "answer-twice";
    else values.set(question.slug, value);
  }
  const answers: BookingAnswer[] = [];
  for (const question of questions) {
    const { slug, label } = question;
    const read = answerParsers[question.kind](values.get(slug) ?? "", question);
    if ("error" in read) fields[`answers.${slug}`] ??= read.error;
    else if (read.answer !== "") answers.push({ slug, question: label, answer: read.answer });
    else if (question.required) fields[`answers.${slug}`] ??= "answer-needed";
  }
  return Object.keys(fields).length > 0 ? refused("invalid", { fields }) : accepted(answers);
}

type ParsedText = { answer: string } | { error: string };
type ParsedAnswer = ParsedText | { answer: boolean };
type AnswerParser = (
  value: string | number | boolean,
  question: BookingQuestion,
) => ParsedAnswer;

const answerParsers: Record<QuestionKind, AnswerParser> = {
  short: (value) =>
    text(value, answerLengths.short, (entered) => entered.replace(/\p{Cc}+/gu, " ")),
  long: (value) => text(value, answerLengths.long, cleanLines),
  choice: (value, { options }) => {
    const chosen = String(value).trim();
    return chosen === "" || options.includes(chosen)
      ? { answer: chosen }
      : { error: "answer-choice" };
  },
  checkbox: (value, { required }) => {
    if (!["", "on", "yes", "no", "true", "false"].includes(String(value))) {
      return { error: "answer-box" };
    }
    const isTicked = ["on", "yes", "true"].includes(String(value));
    return required && !isTicked ? { error: "answer-tick" } : { answer: isTicked };
  },
  phone: (value) => {
    const read = text(value, answerLengths.phone);
    if ("error" in read || read.answer === "") return read;
    const phone = v.safeParse(PhoneNumber, read.answer);
    return phone.success ? { answer: phone.output } : { error: phone.issues[0].message };
  },
  number: (value) => {
    const read = text(value, answerLengths.number, withPoint);
    if ("error" in read || read.answer === "") return read;
    return /^[+-]?(\d{1,15}(\.\d{1,10})?|\.\d{1,10})$/.test(read.answer)
      ? read
      : { error: "answer-number" };
  },
};

function text(
  value: string | number | boolean,
  max: number,
  clean: (entered: string) => string = (entered) => entered,
): ParsedText {
  if (typeof value === "boolean") return { error: "not-understood" };
  const answer = clean(String(value).toWellFormed()).trim();
  if (answer.length > max) return { error: "too-long" };
  return { answer: isVisible(answer) ? answer : "" };
}

function isEmpty(value: SubmittedAnswers[number][1]): boolean {
  return value === null || value === false || String(value).trim() === "";
}
