import {
  type BookingQuestion,
  isReservedQuestionSlug,
  MAX_QUESTIONS,
  questionKinds,
} from "$lib/scheduling/booking-questions.ts";
import { freeSlug, slugOf } from "$lib/scheduling/slug.ts";

/** A question as it is entered. */
export interface QuestionRowValues {
  /** Identifies the row while it is reordered; a stored question is identified by its slug. */
  row: string;
  slug: string;
  label: string;
  kind: string;
  required: boolean;
  /** One option a line. */
  options: string;
}

/** What the editor shows of stored questions. */
export function questionRows(questions: readonly BookingQuestion[]): QuestionRowValues[] {
  return questions.map(({ slug, label, kind, required, options }) => ({
    row: slug,
    slug,
    label,
    kind,
    required,
    options: options.join("\n"),
  }));
}

/** Reads the editor's form: every row sends `question`, its name, and its fields under that name. */
export function readQuestionRows(form: FormData): QuestionRowValues[] {
  const rows = [...new Set(form.getAll("question").map(String))].slice(0, 2 * MAX_QUESTIONS);
  return rows.map((row) => {
    const text = (field: string) =>
      String(form.get(`question.${row}.${field}`) ?? "").replaceAll("\r\n", "\n");
    return {
      row,
      slug: text("slug"),
      label: text("label"),
      kind: text("kind"),
      required: form.has(`question.${row}.required`),
      options: text("options"),
    };
  });
}

/** The questions that were entered, to be parsed; one without a slug gets one made from its label. */
export function questionInputs(values: readonly QuestionRowValues[]) {
  const taken = new Set(values.map(({ slug }) => slug.trim()).filter(Boolean));
  return values.map(({ slug, label, kind, required, options }) => {
    const name = slug.trim() || freeSlug(slugFromLabel(label), taken);
    taken.add(name);
    const lines = options.split("\n").map((line) => line.trim()).filter(Boolean);
    return { slug: name, label, kind, required, options: lines };
  });
}

/** A slug from the first words of a question, never one that is reserved in links. */
function slugFromLabel(label: string): string {
  const made = slugOf(label).split("-").slice(0, 4).join("-").slice(0, 30).replace(/-+$/, "");
  return isReservedQuestionSlug(made) ? `your-${made}` : made || "question";
}

/** Carries out one press of a button: `add`, or `up`, `down` and `remove` with the row behind a colon. */
export function editQuestionRows(
  values: readonly QuestionRowValues[],
  press: string,
): QuestionRowValues[] {
  const [act = "", name = ""] = press.split(/:(.*)/s);
  const rows = [...values];
  if (act === "add") return rows.length < MAX_QUESTIONS ? [...rows, newRow(rows)] : rows;
  const at = rows.findIndex(({ row }) => row === name);
  const [row] = at < 0 ? [] : rows.splice(at, 1);
  if (!row) return rows;
  if (act === "up") rows.splice(Math.max(0, at - 1), 0, row);
  else if (act === "down") rows.splice(at + 1, 0, row);
  else if (act !== "remove") return [...values];
  return rows;
}

/** The id of the control that gets focus: the new row, the pressed button or, at the edge, the other one of its row; after a removal the button that adds. */
export function focusTargetAfter(rows: readonly QuestionRowValues[], press: string): string {
  const [act, name] = press.split(/:(.*)/s);
  if (act === "add") return `question-${rows.at(-1)?.row}-label`;
  const at = rows.findIndex(({ row }) => row === name);
  if (at < 0) return "question-add";
  if (at === 0) return `question-${name}-down`;
  return `question-${name}-${at === rows.length - 1 ? "up" : act}`;
}

function newRow(rows: readonly QuestionRowValues[]): QuestionRowValues {
  const names = new Set(rows.map(({ row }) => row));
  let n = 1;
  while (names.has(`new-${n}`)) n++;
  return {
    row: `new-${n}`,
    slug: "",
    label: "",
    kind: questionKinds[0],
    required: false,
    options: "",
  };
}
