import type { Lane } from "$lib/scheduling/lanes.ts";
import type { RulerPiece } from "$lib/scheduling/ruler-piece.ts";

/** A place on the shown part of a ruler: how far down and how long, in hours and steps of five minutes; `ruler-places.css` has a rule for each. */
export interface Place {
  hour: number;
  five: number;
  hours: number;
  fives: number;
}

/** The shown part of a ruler, in minutes from its top, with the labels of its hours. */
export interface RulerView {
  top: number;
  bottom: number;
  place: Place;
  hours: { label: string; place: Place }[];
}

export type ItemKind =
  | "confirmed"
  | "requested"
  | "reschedule-requested"
  | "unverified"
  | "busy"
  /** A new time that is not stored yet. */
  | "proposed";

/** A booking, request or busy time of one day; what does not apply is left out. */
export interface ColumnItem extends Lane {
  id: string;
  kind: ItemKind;
  /** "10:00–10:30", or "from 22:00" where it goes on. */
  time: string;
  title: string;
  /** The event type or the calendar, and what else there is to say. */
  details: string[];
  /** What its look says, in words. */
  state: string;
  href?: string | null;
  colour?: string | null;
  /** How its meeting is joined. */
  join?: { href: string; isCall: boolean; label: string } | null;
  place: Place;
  /** With its buffers; null without any. */
  buffers?: Place | null;
  /** The one that the page is about. */
  isOwn?: boolean;
  /** What may be rescheduled from here: the booking and its times, epoch ms. */
  movable?: { id: string; start: number; end: number } | null;
}

/** A small column of one day. */
export interface SmallDayView {
  ruler: RulerView;
  day: DayColumnView;
}

/** One day of a host's own time. */
export interface DayColumnView {
  date: string;
  /** "Mon", "23", and all of it: "Monday, 23 November 2026". */
  weekday: string;
  day: string;
  name: string;
  isToday: boolean;
  /** What the background says, in sentences. */
  notes: string[];
  /** What stands above its hours: what closes it, what lasts all day. */
  banners: { id: string; title: string; isBusy: boolean }[];
  open: Place[];
  unknown: Place[];
  /** Hours that the day does not have. */
  gaps: Place[];
  items: ColumnItem[];
  now: Place | null;
  pieces: RulerPiece[];
}
