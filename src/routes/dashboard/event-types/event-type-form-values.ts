import { type EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { minutesPerUnit, toAmountAndUnit } from "./duration-units.ts";
import {
  parseQuestionRows,
  questionFormValues,
  questionInputs,
  type QuestionRowValues,
} from "./question-form-values.ts";

/** The editor's fields as they were entered, so that a refusal can show them again. */
export interface EventTypeFormValues {
  /** The revision that the editor was opened with. */
  revision: string;
  title: string;
  slug: string;
  description: string;
  durations: string;
  colour: string;
  locationKind: string;
  locationValue: string;
  decision: string;
  requireVerifiedEmail: boolean;
  seats: string;
  scheduleId: string;
  active: boolean;
  slotInterval: string;
  bufferBefore: string;
  bufferAfter: string;
  minimumNotice: string;
  minimumNoticeUnit: string;
  /** In hours, as is the next. */
  cancellationNotice: string;
  rescheduleNotice: string;
  bookingWindowDays: string;
  bookingWindowUntil: string;
  "bookingLimits.day": string;
  "bookingLimits.week": string;
  "bookingLimits.month": string;
  whenCalendarStale: string;
  confirmedMessage: string;
  rejectedMessage: string;
  hidden: boolean;
  onlyForTeams: boolean;
  privateLinkOnly: boolean;
  redirectUrl: string;
  redirectWithGuest: boolean;
  frameAncestors: string;
  questions: QuestionRowValues[];
}

/** Fields that are checkboxes. */
const checkboxFields = [
  "active",
  "requireVerifiedEmail",
  "hidden",
  "onlyForTeams",
  "privateLinkOnly",
  "redirectWithGuest",
] as const;
type CheckboxField = typeof checkboxFields[number];
type TextField = Exclude<keyof EventTypeFormValues, CheckboxField | "questions">;

/** What the editor shows of a stored type. */
export function eventTypeFormValues(type: EventType): EventTypeFormValues {
  const notice = toAmountAndUnit(type.minimumNotice);
  return {
    revision: String(type.revision),
    title: type.title,
    slug: type.slug,
    description: type.description,
    durations: type.durations.join(", "),
    colour: type.colour,
    locationKind: type.location.kind,
    locationValue: type.location.kind === "none" ? "" : type.location.value,
    decision: type.decision,
    requireVerifiedEmail: type.requireVerifiedEmail,
    seats: String(type.seats),
    scheduleId: type.scheduleId,
    active: type.active,
    slotInterval: type.slotInterval === null ? "" : String(type.slotInterval),
    bufferBefore: String(type.bufferBefore),
    bufferAfter: String(type.bufferAfter),
    minimumNotice: notice.amount,
    minimumNoticeUnit: notice.unit,
    cancellationNotice: String(type.cancellationNotice / 60),
    rescheduleNotice: String(type.rescheduleNotice / 60),
    bookingWindowDays: String(type.bookingWindowDays),
    bookingWindowUntil: type.bookingWindowUntil ?? "",
    "bookingLimits.day": String(type.bookingLimits.day ?? ""),
    "bookingLimits.week": String(type.bookingLimits.week ?? ""),
    "bookingLimits.month": String(type.bookingLimits.month ?? ""),
    whenCalendarStale: type.whenCalendarStale,
    confirmedMessage: type.confirmedMessage,
    rejectedMessage: type.rejectedMessage,
    hidden: type.hidden,
    onlyForTeams: type.onlyForTeams,
    privateLinkOnly: type.privateLinkOnly,
    redirectUrl: type.redirect?.url ?? "",
    redirectWithGuest: type.redirect?.withGuest ?? false,
    frameAncestors: type.frameAncestors.join("\n"),
    questions: questionFormValues(type.questions),
  };
}

/** What the editor of a new type starts with. */
export const newEventTypeFormValues: EventTypeFormValues = {
  revision: "0",
  title: "",
  slug: "",
  description: "",
  durations: "30",
  colour: "green",
  locationKind: "none",
  locationValue: "",
  decision: "approval",
  requireVerifiedEmail: false,
  seats: "1",
  scheduleId: "",
  active: true,
  slotInterval: "",
  bufferBefore: "0",
  bufferAfter: "0",
  minimumNotice: "0",
  minimumNoticeUnit: "hours",
  cancellationNotice: "0",
  rescheduleNotice: "0",
  bookingWindowDays: "60",
  bookingWindowUntil: "",
  "bookingLimits.day": "",
  "bookingLimits.week": "",
  "bookingLimits.month": "",
  whenCalendarStale: "require-approval",
  confirmedMessage: "",
  rejectedMessage: "",
  hidden: false,
  onlyForTeams: false,
  privateLinkOnly: false,
  redirectUrl: "",
  redirectWithGuest: false,
  frameAncestors: "*",
  questions: [],
};

/** Reads the editor's form; a field that did not come is empty. */
export function parseEventTypeForm(form: FormData): EventTypeFormValues {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  const values: EventTypeFormValues = {
    ...newEventTypeFormValues,
    questions: parseQuestionRows(form),
  };
  for (const name of Object.keys(newEventTypeFormValues) as (keyof EventTypeFormValues)[]) {
    if (isCheckboxField(name)) values[name] = form.has(name);
    else if (isTextField(name)) values[name] = text(name);
  }
  return values;
}

function isCheckboxField(name: keyof EventTypeFormValues): name is CheckboxField {
  return checkboxFields.some((box) => box === name);
}

function isTextField(name: keyof EventTypeFormValues): name is TextField {
  return typeof newEventTypeFormValues[name] === "string";
}

/** The input parsed from the form, or an error for each field that has one. */
export function parseEventTypeInputFrom(values: EventTypeFormValues): Outcome<EventTypeInput> {
  const input = parse(EventTypeInput, {
    title: values.title,
    slug: values.slug.trim() || slugOf(values.title),
    description: values.description,
    durations: numbersIn(values.durations),
    slotInterval: numberOrNone(values.slotInterval),
    bufferBefore: number(values.bufferBefore),
    bufferAfter: number(values.bufferAfter),
    minimumNotice: Math.round(
      number(values.minimumNotice) * minutesPerUnit(values.minimumNoticeUnit),
    ),
    cancellationNotice: Math.round(number(values.cancellationNotice) * 60),
    rescheduleNotice: Math.round(number(values.rescheduleNotice) * 60),
    bookingWindowDays: number(values.bookingWindowDays),
    bookingWindowUntil: values.bookingWindowUntil.trim() || null,
    bookingLimits: {
      day: numberOrNone(values["bookingLimits.day"]),
      week: numberOrNone(values["bookingLimits.week"]),
      month: numberOrNone(values["bookingLimits.month"]),
    },
    colour: values.colour,
    location: values.locationKind === "none"
      ? { kind: "none" }
      : { kind: values.locationKind, value: values.locationValue },
    confirmedMessage: values.confirmedMessage,
    rejectedMessage: values.rejectedMessage,
    active: values.active,
    hidden: values.hidden,
    onlyForTeams: values.onlyForTeams,
    privateLinkOnly: values.privateLinkOnly,
    redirect: values.redirectUrl.trim()
      ? { url: values.redirectUrl, withGuest: values.redirectWithGuest }
      : null,
    questions: questionInputs(values.questions),
    decision: values.decision,
    requireVerifiedEmail: values.requireVerifiedEmail,
    seats: number(values.seats),
    whenCalendarStale: values.whenCalendarStale,
    frameAncestors: values.frameAncestors.split(/\s+/).filter(Boolean),
    ...(values.scheduleId ? { scheduleId: values.scheduleId } : {}),
  });
  return input.ok
    ? input
    : refused("invalid", { fields: errorsByControl(input.refusal.fields ?? {}) });
}

/** Errors by the control that shows them: `durations.1` belongs to `durations`, `questions.0.options.2` to `questions.0.options`. */
function errorsByControl(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).reverse().map((
      [path, error],
    ) => [controlOf(path), error]),
  );
}

function controlOf(path: string): string {
  const [control = path, , field = ""] = path.split(".");
  if (control === "redirect") return "redirectUrl";
  const hasOwnControl = control === "bookingLimits" || (control === "questions" && field);
  return hasOwnControl ? path.split(".").slice(0, 3).join(".") : control;
}

function numberOrNone(text: string): number | null {
  return text.trim() === "" ? null : number(text);
}

function numbersIn(text: string): number[] {
  return text.split(/[\s,;]+/).filter(Boolean).map(number);
}

function number(text: string): number {
  return text.trim() === "" ? NaN : Number(text.trim().replace(",", "."));
}
