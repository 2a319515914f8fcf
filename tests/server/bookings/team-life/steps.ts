/** What a run consists of: the team's event types, the steps, and the state that they lead to. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { AssignedTurn, Rotation } from "$lib/scheduling/rotation.ts";
import type { TeamTerms } from "$lib/scheduling/team-terms.ts";
import type { TimedStep } from "../../../support/model-life.ts";

export const TTL = 24 * 60 * MINUTE;
export const MEETING = 30 * MINUTE;
export const monday = Date.UTC(2026, 10, 2, 9);

/** Hosts are numbered in the order of their ids; the first is the team's only owner, the others join and leave. */
export const POOL = [0, 1, 2, 3] as const;
export const OWNER = 0;

interface KindTerms extends Omit<TeamTerms, "members"> {
  approval: boolean;
  required: readonly number[];
  optional: readonly number[];
}

const plain = {
  approval: false,
  whenDeclined: "end",
  keepsHost: true,
  prefersSameHost: true,
  confirmedBy: "first",
  required: [],
  optional: [],
} as const;
const terms = <Name extends string>(of: Record<Name, KindTerms>) => of;

/** The team's event types; the members of round robins change, those of collectives do not. */
export const kinds = terms({
  /** Asks its member, then the next; a guest meets the same member again. */
  visit: { ...plain, mode: "round-robin", approval: true, whenDeclined: "next-member" },
  /** Confirmed at once; another time may be another member's. */
  call: { ...plain, mode: "round-robin", keepsHost: false, prefersSameHost: false },
  /** Two members confirm, a third comes along where free. */
  panel: {
    ...plain,
    mode: "collective",
    approval: true,
    confirmedBy: "all",
    required: [0, 1],
    optional: [2],
  },
  /** Two members, confirmed at once. */
  demo: { ...plain, mode: "collective", required: [1, 2], optional: [3] },
});
export type Kind = keyof typeof kinds;
export const roundRobins = ["visit", "call"] as const;
export type RoundRobin = typeof roundRobins[number];

/** What decides about a step; a run counts how often it met each. */
export const rules = [
  "joined",
  "left",
  "the last owner stays",
  "weights set",
  "assigned by rotation",
  "same member again",
  "collective booked",
  "an optional member comes along",
  "no member free",
  "a required member is not free",
  "a required member has left",
  "confirmed by one",
  "confirmed, others to follow",
  "confirmed by the last",
  "confirmed for all by a manager",
  "not theirs to decide",
  "declined",
  "declined by one of several",
  "passed on when declined",
  "passed on when expired",
  "expired",
  "cancelled by guest",
  "cancelled by host",
  "too late",
  "moved with the same member",
  "moved to another member",
  "collective moved",
  "move requested",
  "move confirmed",
  "move declined",
  "given to another",
  "given by a manager",
  "nobody to give it to",
  "handed over on leaving",
  "cancelled on leaving",
  "kept as nobody is free",
  "left out on leaving",
  "closed",
  "handed over on closing",
  "cancelled on closing",
  "entry moved",
  "entry put back",
  "entry deleted",
  "withdrew by deleting their entry",
  "not live any more",
] as const;
export type Rule = typeof rules[number];
export type Meet = (rule: Rule) => void;

export interface ModelBooking {
  kind: Kind;
  guest: number;
  start: number;
  hosts: number[];
  status: "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";
  until: number | null;
  move: { start: number; until: number } | null;
  sequence: number;
  optional: number[];
  confirmations: number[];
  declinedBy: number[];
  withdrawn: number[];
  turn: AssignedTurn | null;
}

export interface Model {
  now: number;
  /** Who is in the team. */
  members: number[];
  /** Who has closed their account. */
  closed: number[];
  /** The weights of each round robin's members, by host. */
  weights: Record<RoundRobin, Record<number, number>>;
  /** By the hosts' numbers. */
  rotations: Record<RoundRobin, Rotation>;
  bookings: ModelBooking[];
}

export type Step =
  | { what: "join"; host: number }
  | { what: "leave"; host: number; bookings: "hand-over" | "cancel" }
  | { what: "close"; host: number }
  | { what: "weights"; kind: RoundRobin; weights: number[] }
  | { what: "request"; kind: Kind; slot: number; guest: number }
  | { what: "confirm" | "reject"; nth: number; host: number }
  /** The host is one of the booking's, counted from its first. */
  | { what: "confirm-own" | "reject-own"; nth: number; place: number }
  /** Null is the guest. */
  | { what: "cancel"; nth: number; host: number | null }
  | { what: "move"; nth: number; slot: number }
  | { what: "give"; nth: number; place: number; by: "own" | "owner" }
  /** One of its hosts moves or deletes their entry of a confirmed booking in their calendar. */
  | { what: "drag"; nth: number; place: number; slot: number }
  | { what: "delete"; nth: number; place: number }
  | TimedStep;

export const startOf = (slot: number) => monday + slot * MEETING;
