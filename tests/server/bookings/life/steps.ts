/** What a run consists of: the host's event types, the steps, and the state that they lead to. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { TimedStep } from "../../../support/model-life.ts";

export const TTL = 24 * 60 * MINUTE;
export const monday = Date.UTC(2026, 10, 2, 9);

const alone = {
  minutes: 30,
  after: 0,
  cancellationNotice: 0,
  rescheduleNotice: 0,
  approval: false,
  seats: 1,
};

/** The types of the model's host: on approval with a buffer behind and terms for guests, and at once; each alone and shared. */
export const kinds = {
  talk: { ...alone, after: 15, cancellationNotice: 60, rescheduleNotice: 120, approval: true },
  coffee: alone,
  seminar: { ...alone, after: 15, approval: true, seats: 2 },
  tour: { ...alone, seats: 3 },
};
export type Kind = keyof typeof kinds;

/** What decides about a step; a run counts how often it met each. */
export const rules = [
  "requested",
  "confirmed at once",
  "time taken",
  "time past",
  "slot joined",
  "slot full",
  "confirmed",
  "declined",
  "cancelled by guest",
  "cancelled by host",
  "too late to cancel",
  "too late to reschedule",
  "rescheduled at once",
  "reschedule asked for",
  "reschedule confirmed",
  "reschedule declined",
  "reschedule withdrawn",
  "over",
  "not live any more",
  "slot rescheduled",
  "slot cancelled",
  "times proposed",
  "proposed time taken",
  "no-show noted",
  "no-show too early",
] as const;
export type Rule = typeof rules[number];
export type Meet = (rule: Rule) => void;

export interface ModelBooking {
  kind: Kind;
  start: number;
  status: "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";
  until: number | null;
  move: { start: number; until: number } | null;
  proposed: number[];
  noShow: boolean;
  sequence: number;
}

export interface Model {
  now: number;
  bookings: ModelBooking[];
}

export type Step =
  | { what: "request"; kind: Kind; quarter: number }
  | { what: "confirm" | "reject" | "expire" | "keep"; nth: number }
  | { what: "cancel"; nth: number; byHost: boolean }
  | { what: "move"; nth: number; quarter: number; byHost: boolean }
  /** The host moves or deletes the one event of a slot that guests share. */
  | { what: "drag"; nth: number; quarter: number }
  | { what: "end"; nth: number }
  | { what: "propose"; nth: number; quarter: number }
  | { what: "no-show"; nth: number; is: boolean }
  | TimedStep;

export const startOf = (quarter: number) => monday + quarter * 15 * MINUTE;
