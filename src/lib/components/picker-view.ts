import type { BrandView, LinkPictureView } from "./brand-view.ts";
import type { ListedZone } from "$lib/i18n/zone-search.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import type { Language } from "$lib/scheduling/language.ts";

/** What the picker shows; all texts are formatted. It is rendered by the server, with and without scripts. */
export interface PickerView {
  /** The host or team whose page it is. */
  owner: { name: string; initial: string; picture: string | null; colour: string | null };
  /** Who may be met; null on a host's own page. */
  people: PeopleView | null;
  type: {
    title: string;
    description: string;
    colour: string;
    length: string;
    place: string | null;
    decision: string;
    /** The number of guests of a group event; null where a guest has the time alone. */
    group: string | null;
    instant: boolean;
  };
  /** Durations to choose from; empty when there is only one. */
  lengths: { label: string; href: string; current: boolean }[];
  zone: {
    name: string;
    /** "Europe/Berlin (GMT+1)". */
    label: string;
    /** What a clock there shows now. */
    time: string;
    from: "chosen" | "owner";
    /** Leads to the list of zones. */
    choose: string;
    list: ZoneListView | null;
  };
  clock: { hours: 12 | 24; from: "chosen" | "guessed" };
  /** The local time of the host or team, where it differs from the guest's. */
  ownerClock: string | null;
  hours: { value: 12 | 24; label: string; href: string; current: boolean }[];
  /** Null beside a chosen time. */
  month: MonthView | null;
  day: DayView | null;
  /** Shown in place of the times. */
  empty: EmptyView | null;
  /** What an absent host writes to guests. */
  note: string | null;
  /** What a screen reader says when it is shown. */
  announcement: string;
  chosen: ChosenView | null;
  /** Query fields that the zone form preserves. */
  carriedParams: [string, string][];
  /** When extra guests are invited; null where the type takes none. */
  extraGuests: { hint: string } | null;
  /** How several dates can be booked at once; null where the type does not repeat. */
  series: SeriesChoiceView | null;
  /** Questions beside name, email and note. */
  questions: QuestionView[];
  where: WhereView;
  /** Values prefilled by the URL. */
  prefill: FormValues;
  /** Whether a mail server is set up. */
  sendsEmail: boolean;
  /** The stream of changes to the host's time, and what this view was made from: version of the guards, instant. */
  live: {
    events: string;
    version: string;
    at: number;
    /** Until when the clock alone changes nothing but what passes with a whole minute, epoch ms. */
    until: number;
  };
  /** The next starts of the first length, epoch ms; none where other weeks or another length are shown. */
  next: number[];
}

/** The zones to choose from: those that were searched for, or all. */
export interface ZoneListView {
  sought: string;
  /** Leads back without choosing. */
  close: string;
  zones: ListedZone[];
}

/** A booking page: the picker, or why nothing can be booked. */
export interface PickerPageView {
  title: string;
  language: Language;
  words: Messages["booking"];
  /** Null where nobody has this address. */
  brand: BrandView | null;
  view: PickerView | null;
  /** What chats and search engines show. */
  summary: string;
  /** Null where nothing can be booked, and for a private link. */
  linkPicture: LinkPictureView | null;
  closed: {
    title: string;
    text: string;
    /** The link to the other event types; null where nothing can be booked. */
    others: { href: string; label: string } | null;
  } | null;
}

/** The members of a team event type: some of them by their initials, all of them in words. */
export interface PeopleView {
  /** "With Ada and Grace", "With Ada, Grace or 3 others". */
  label: string;
  shown: { name: string; initial: string }[];
  /** How many are not shown. */
  more: number;
}

/** One question of the form. */
export interface QuestionView {
  slug: string;
  label: string;
  kind: "short" | "long" | "choice" | "checkbox" | "phone" | "number";
  required: boolean;
  options: string[];
}

/** What the form asks about the place: which of several, and the number to be called at. */
export interface WhereView {
  choices: { key: string; label: string }[];
  phone: "no" | "asked" | "if-chosen";
}

/** The values of the form; answers by the slug of their question. */
export interface FormValues {
  name: string;
  email: string;
  note: string;
  /** Addresses of extra guests. */
  guests: string;
  /** The key of the chosen place; empty for none. */
  location: string;
  phone: string;
  /** How often it repeats and on how many dates, as chosen; empty for one date. */
  repeat: string;
  dates: string;
  answers: Record<string, string>;
}

export interface MonthView {
  label: string;
  previous: string | null;
  next: string | null;
  weekdays: { short: string; long: string }[];
  weeks: (DayCell | null)[][];
}

export interface DayCell {
  date: string;
  number: number;
  /** "Dec" on the first day of another month. */
  month: string | null;
  /** The link to the day's times; null when none are available. */
  href: string | null;
  /** The label for screen readers: "Tuesday, 24 November 2026, 8 times available". */
  label: string;
  today: boolean;
  current: boolean;
}

export interface DayView {
  date: string;
  label: string;
  times: DayTime[];
  /** The same times by the part of the day; one part without a label where they are few. */
  parts: { label: string | null; times: DayTime[] }[];
}

export type PartOfDay = "morning" | "afternoon" | "evening";

/** A time of a day; `places` is the number of spots left of a group event. */
export interface DayTime {
  iso: string;
  label: string;
  /** Null where as many are picked as may be. */
  href: string | null;
  places: string | null;
  /** What the guest's clock shows then, where a host picks; that it is the current time, where a guest reschedules. */
  note?: string | null;
  /** Whether it is picked, where several may be. */
  picked?: boolean;
}

/** Why there are no times, on one day or on all that are shown. */
/** How often a booking may repeat, and how many dates it may have. */
export interface SeriesChoiceView {
  rhythms: { value: string; label: string }[];
  counts: { value: number; label: string }[];
}

/** The dates of a series as they are free right now. */
export interface SeriesDatesView {
  dates: { label: string; isFree: boolean }[];
  /** Null where all of them are free; then nothing has to be chosen. */
  choices: { value: string; label: string; isChosen: boolean }[] | null;
}

export interface EmptyView {
  title: string;
  /** What the host writes to guests. */
  note: string | null;
  text: string;
  next: { label: string; href: string } | null;
}

export interface ChosenView {
  iso: string;
  date: string;
  time: string;
  when: string;
  /** The number of spots left of a group event. */
  places: string | null;
  ownerWhen: string | null;
  /** The link back to the times of that day. */
  back: string;
  action: string;
  key: string;
  minutes: number;
  hours: 12 | 24;
  /** The signed timestamp of the form, and how long it must be open before it may be sent, in ms. */
  shownStamp: string;
  wait: number;
  /** False when it is no longer offered; then the alternatives are links. */
  offered: boolean;
  alternatives: { label: string; href: string }[];
  /** The form was sent before; sending it unchanged leads to the same booking. */
  sent: boolean;
}

/** What the page shows of a refused form. */
export interface FormResult {
  message: string;
  fields: Record<string, string>;
  /** Whether the host has changed the questions since the form was shown. */
  questionsChanged: boolean;
  values: FormValues;
  /** Other times, a button each; empty when the refusal is not about the time. */
  alternatives: { iso: string; label: string }[];
  /** Whether the chosen time is still offered. */
  offered: boolean;
  /** The dates that were asked for, where the booking repeats; null for one date. */
  series: SeriesDatesView | null;
  key: string;
  /** When the form was shown first. */
  shown: string;
}
