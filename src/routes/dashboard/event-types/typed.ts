import { type EventType, EventTypeWish } from "$lib/scheduling/event-type.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { amountOf, minutesOf } from "./lengths.ts";
import {
  questionsIn,
  type TypedQuestion,
  typedQuestionsFrom,
  typedQuestionsOf,
} from "./typed-questions.ts";

/** The editor's fields as they were typed, so that a refusal can show them again. */
export interface Typed {
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
  guestCheck: boolean;
  seats: string;
  scheduleId: string;
  active: boolean;
  step: string;
  before: string;
  after: string;
  notice: string;
  noticeUnit: string;
  cancelHours: string;
  moveHours: string;
  horizonDays: string;
  horizonUntil: string;
  capDay: string;
  capWeek: string;
  capMonth: string;
  overStale: string;
  confirmedMessage: string;
  rejectedMessage: string;
  hidden: boolean;
  byLinkOnly: boolean;
  redirectUrl: string;
  redirectWithGuest: boolean;
  frameAncestors: string;
  questions: TypedQuestion[];
}

/** Fields that are boxes to tick. */
const boxes = ["active", "guestCheck", "hidden", "byLinkOnly", "redirectWithGuest"] as const;
type Box = typeof boxes[number];
type Line = Exclude<keyof Typed, Box | "questions">;

/** What the editor shows of a stored type. */
export function typedOf(type: EventType): Typed {
  const notice = amountOf(type.notice);
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
    guestCheck: type.guestCheck,
    seats: String(type.seats),
    scheduleId: type.scheduleId,
    active: type.active,
    step: type.step === null ? "" : String(type.step),
    before: String(type.before),
    after: String(type.after),
    notice: notice.amount,
    noticeUnit: notice.unit,
    cancelHours: String(type.cancelNotice / 60),
    moveHours: String(type.moveNotice / 60),
    horizonDays: String(type.horizonDays),
    horizonUntil: type.horizonUntil ?? "",
    capDay: String(type.caps.day ?? ""),
    capWeek: String(type.caps.week ?? ""),
    capMonth: String(type.caps.month ?? ""),
    overStale: type.overStale,
    confirmedMessage: type.confirmedMessage,
    rejectedMessage: type.rejectedMessage,
    hidden: type.hidden,
    byLinkOnly: type.byLinkOnly,
    redirectUrl: type.redirect?.url ?? "",
    redirectWithGuest: type.redirect?.withGuest ?? false,
    frameAncestors: type.frameAncestors.join("\n"),
    questions: typedQuestionsOf(type.questions),
  };
}

/** What the editor of a new type starts with. */
export const blank: Typed = {
  revision: "0",
  title: "",
  slug: "",
  description: "",
  durations: "30",
  colour: "green",
  locationKind: "none",
  locationValue: "",
  decision: "approval",
  guestCheck: false,
  seats: "1",
  scheduleId: "",
  active: true,
  step: "",
  before: "0",
  after: "0",
  notice: "0",
  noticeUnit: "hours",
  cancelHours: "0",
  moveHours: "0",
  horizonDays: "60",
  horizonUntil: "",
  capDay: "",
  capWeek: "",
  capMonth: "",
  overStale: "ask",
  confirmedMessage: "",
  rejectedMessage: "",
  hidden: false,
  byLinkOnly: false,
  redirectUrl: "",
  redirectWithGuest: false,
  frameAncestors: "*",
  questions: [],
};

/** Reads the editor's form; a field that did not come is empty. */
export function typedFrom(form: FormData): Typed {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  const typed: Typed = { ...blank, questions: typedQuestionsFrom(form) };
  for (const name of Object.keys(blank) as (keyof Typed)[]) {
    if (isBox(name)) typed[name] = form.has(name);
    else if (isLine(name)) typed[name] = text(name);
  }
  return typed;
}

function isBox(name: keyof Typed): name is Box {
  return boxes.some((box) => box === name);
}

function isLine(name: keyof Typed): name is Line {
  return typeof blank[name] === "string";
}

/** The wish that was typed, or which of the editor's fields need mending. */
export function wishOf(typed: Typed): Outcome<EventTypeWish> {
  const wish = parse(EventTypeWish, {
    title: typed.title,
    slug: typed.slug.trim() || slugOf(typed.title),
    description: typed.description,
    durations: numbersIn(typed.durations),
    step: numberOrNone(typed.step),
    before: number(typed.before),
    after: number(typed.after),
    notice: Math.round(number(typed.notice) * minutesOf(typed.noticeUnit)),
    cancelNotice: Math.round(number(typed.cancelHours) * 60),
    moveNotice: Math.round(number(typed.moveHours) * 60),
    horizonDays: number(typed.horizonDays),
    horizonUntil: typed.horizonUntil.trim() || null,
    caps: {
      day: numberOrNone(typed.capDay),
      week: numberOrNone(typed.capWeek),
      month: numberOrNone(typed.capMonth),
    },
    colour: typed.colour,
    location: typed.locationKind === "none"
      ? { kind: "none" }
      : { kind: typed.locationKind, value: typed.locationValue },
    confirmedMessage: typed.confirmedMessage,
    rejectedMessage: typed.rejectedMessage,
    active: typed.active,
    hidden: typed.hidden,
    byLinkOnly: typed.byLinkOnly,
    redirect: typed.redirectUrl.trim()
      ? { url: typed.redirectUrl, withGuest: typed.redirectWithGuest }
      : null,
    questions: questionsIn(typed.questions),
    decision: typed.decision,
    guestCheck: typed.guestCheck,
    seats: number(typed.seats),
    overStale: typed.overStale,
    frameAncestors: typed.frameAncestors.split(/\s+/).filter(Boolean),
    ...(typed.scheduleId ? { scheduleId: typed.scheduleId } : {}),
  });
  return wish.ok ? wish : refused("invalid", { fields: byControl(wish.refusal.fields ?? {}) });
}

/** Troubles by the control that shows them: `durations.1` belongs to `durations`, `caps.day` to `capDay`. */
function byControl(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).reverse().map((
      [path, trouble],
    ) => [controlOf(path), trouble]),
  );
}

function controlOf(path: string): string {
  const [control = path, part = "", field = ""] = path.split(".");
  if (control === "questions" && field) return `${control}.${part}.${field}`;
  if (control === "redirect") return "redirectUrl";
  return control === "caps" ? `cap${part.charAt(0).toUpperCase()}${part.slice(1)}` : control;
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
