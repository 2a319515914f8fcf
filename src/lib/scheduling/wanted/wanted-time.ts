import type { ReasonCode } from "../slot-reasons.ts";

/** Why a wanted time was not offered, in the order in which reasons are shown. */
export const wantedReasons = [
  "notice",
  "window",
  "hours",
  "off",
  "busy",
  "buffer",
  "limit",
  "unknown",
  "member",
] as const;
export type WantedReason = typeof wantedReasons[number];

const reasonOfCode: Record<Exclude<ReasonCode, "PAST">, WantedReason> = {
  NOTICE: "notice",
  HORIZON: "window",
  HOURS: "hours",
  OVERRIDE: "hours",
  TIMEOFF: "off",
  HOLIDAY: "off",
  BUSY: "busy",
  BOOKED: "busy",
  PENDING: "busy",
  BUFFER: "buffer",
  CAP_DAY: "limit",
  CAP_WEEK: "limit",
  CAP_MONTH: "limit",
  STALE: "unknown",
  MEMBER: "member",
};

/** The reasons behind these codes, each once and in order; none for a time that has passed, which nobody can want any more. */
export function wantedReasonsOf(codes: readonly ReasonCode[]): WantedReason[] {
  const found = new Set<WantedReason>();
  for (const code of codes) {
    if (code === "PAST") return [];
    found.add(reasonOfCode[code]);
  }
  return wantedReasons.filter((reason) => found.has(reason));
}

/** The time that a guest wanted: a start, or a whole day that they opened; epoch ms. */
export type StartOrDay =
  | { kind: "start"; start: number }
  | { kind: "day"; start: number; end: number };

/** The page of a host's or a team's event type. */
export type WantedPage = { username: string; slug: string } | { team: string; slug: string };

/** A time that a guest wanted and was not offered, as a request shows it. */
export interface WantedTime {
  page: WantedPage;
  /** The secret of the private link in the address. */
  link: string | null;
  /** The booking that its guest wants to move there; missing for a new one. */
  bookingId?: string;
  /** The length that was asked for; null takes the type's first, or the booking's. */
  minutes: number | null;
  time: StartOrDay;
  /** Epoch ms. */
  at: number;
  /** Whether a request for the time was refused; else the page did not have it. */
  isRefused: boolean;
  /** The signed-in host who looked; null for everybody else. */
  viewerId: string | null;
}

/** A wanted time as it is counted: which half hour of the week, why not, and what would have offered it. */
export interface CountedTime {
  typeId: string;
  slot: WeekSlot;
  reasons: readonly WantedReason[];
  /** Texts of the changes that alone would have offered it; see `change.ts`. */
  changes: readonly string[];
}

/** A half hour of the owner's week; `halfHour` is 0 for midnight to 47, null for a whole day. */
export interface WeekSlot {
  /** ISO weekday, Monday is 1. */
  weekday: number;
  halfHour: number | null;
}

/** "4 35" for Thursday half past five, "4 day" for a Thursday. */
export function slotText({ weekday, halfHour }: WeekSlot): string {
  return `${weekday} ${halfHour ?? "day"}`;
}

/** The slot behind its text. */
export function parseSlot(text: string): WeekSlot {
  const [weekday, half = "day"] = text.split(" ");
  return { weekday: Number(weekday), halfHour: half === "day" ? null : Number(half) };
}
