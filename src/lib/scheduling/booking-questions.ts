import * as v from "valibot";
import { accepted, type Outcome, refused } from "./outcome.ts";
import { isVisible } from "./visible-text.ts";

export const questionKinds = ["short", "long", "choice", "checkbox", "phone", "number"] as const;
export type QuestionKind = typeof questionKinds[number];

/** One thing that a host wants to know before a meeting. */
export interface BookingQuestion {
  /** Its name in links and in the API, unique among the questions of its type. */
  slug: string;
  label: string;
  kind: QuestionKind;
  required: boolean;
  /** What to choose from; empty for every other kind. */
  options: string[];
}

/** What a guest answered, in the words in which it was asked; later edits of the question never reach it. */
export interface BookingAnswer {
  slug: string;
  question: string;
  answer: string;
}

/** Answers as they arrive: by a question's slug, or by its very words. */
export type SubmittedAnswers =
  readonly (readonly [name: string, value: string | number | boolean | null])[];

export const MAX_QUESTIONS = 20;
export const answerLengths = { short: 200, long: 1000, phone: 40, number: 30 } as const;
/** Characters of all questions together, as a booking keeps them with their answers; and with their choices, as the type does. */
const MAX_LABEL_CHARACTERS = 2500, MAX_CHARACTERS = 8000;

/** Names that the address of a picker uses for itself, and two that every object of the language has already. */
const reservedSlugs = new Set(
  ("name email note tz hours minutes duration date month slot key theme parent link still " +
    "constructor prototype").split(" "),
);

/** Whether a question cannot go by this name. */
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
 * What a booking keeps of the answers: in the order of the questions, what was left empty left out, a box always as yes or no.
 * Refuses with a trouble for each question that is missing or wrong, and for each answer that nobody asked for.
 */
export function parseAnswers(
  questions: readonly BookingQuestion[],
  given: SubmittedAnswers,
  words: { yes: string; no: string },
): Outcome<BookingAnswer[], "invalid"> {
  const fields: Record<string, string> = {};
  const said = new Map<string, SubmittedAnswers[number][1]>();
  for (const [name, value] of given) {
    const question = questions.find(({ slug }) => slug === name) ??
      questions.find(({ label }) => label === name);
    if (!question) {
      if (!isEmpty(value)) fields[`answers.${name.slice(0, 64)}`] = "unknown-answer";
    } else if (said.has(question.slug)) fields[`answers.${question.slug}`] = "answer-twice";
    else said.set(question.slug, value);
  }
  const answers: BookingAnswer[] = [];
  for (const question of questions) {
    const { slug, label } = question;
    const read = answerParsers[question.kind](said.get(slug) ?? "", question, words);
    if ("trouble" in read) fields[`answers.${slug}`] ??= read.trouble;
    else if (read.answer) answers.push({ slug, question: label, answer: read.answer });
    else if (question.required) fields[`answers.${slug}`] ??= "answer-needed";
  }
  return Object.keys(fields).length > 0 ? refused("invalid", { fields }) : accepted(answers);
}

type ParsedAnswer = { answer: string } | { trouble: string };
type AnswerParser = (
  value: string | number | boolean,
  question: BookingQuestion,
  words: { yes: string; no: string },
) => ParsedAnswer;

const answerParsers: Record<QuestionKind, AnswerParser> = {
  short: (value) => text(value, answerLengths.short, (said) => said.replace(/\p{Cc}+/gu, " ")),
  long: (value) => {
    const read = text(value, answerLengths.long, (said) => said.replaceAll("\r\n", "\n"));
    const isPlain = "trouble" in read || !/[^\P{Cc}\r\n\t]/u.test(read.answer);
    return isPlain ? read : { trouble: "control-characters" };
  },
  choice: (value, { options }) => {
    const chosen = String(value).trim();
    return chosen === "" || options.includes(chosen)
      ? { answer: chosen }
      : { trouble: "answer-choice" };
  },
  checkbox: (value, { required }, words) => {
    if (!["", "on", "yes", "no", "true", "false"].includes(String(value))) {
      return { trouble: "answer-box" };
    }
    const isTicked = ["on", "yes", "true"].includes(String(value));
    return required && !isTicked
      ? { trouble: "answer-tick" }
      : { answer: isTicked ? words.yes : words.no };
  },
  phone: (value) => {
    const read = text(value, answerLengths.phone);
    if ("trouble" in read || read.answer === "") return read;
    const digits = read.answer.replace(/\D/g, "").length;
    return /^\+?[\d\s()./-]+$/.test(read.answer) && digits >= 5 && digits <= 20
      ? read
      : { trouble: "answer-phone" };
  },
  number: (value) => {
    const read = text(value, answerLengths.number, (said) => said.replace(",", "."));
    if ("trouble" in read || read.answer === "") return read;
    return /^[+-]?(\d{1,15}(\.\d{1,10})?|\.\d{1,10})$/.test(read.answer)
      ? read
      : { trouble: "answer-number" };
  },
};

function text(
  value: string | number | boolean,
  max: number,
  clean: (said: string) => string = (said) => said,
): ParsedAnswer {
  if (typeof value === "boolean") return { trouble: "not-understood" };
  const answer = clean(String(value).toWellFormed()).trim();
  if (answer.length > max) return { trouble: "too-long" };
  return { answer: isVisible(answer) ? answer : "" };
}

function isEmpty(value: SubmittedAnswers[number][1]): boolean {
  return value === null || value === false || String(value).trim() === "";
}
