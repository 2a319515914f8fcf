/** What the picker shows, in finished words: made by the server, drawn the same with and without scripts. */
export interface PickerView {
  host: { name: string; initial: string; zone: string; zoneLabel: string };
  type: {
    title: string;
    description: string;
    colour: string;
    length: string;
    place: string | null;
    decision: string;
    /** How many share a time; null where a guest has it alone. */
    group: string | null;
    instant: boolean;
  };
  /** Lengths to choose from; empty when there is only one. */
  lengths: { label: string; href: string; current: boolean }[];
  /** `choosing` when the list of all zones is shown; `choose` leads to it. */
  zone: {
    name: string;
    label: string;
    from: "chosen" | "host";
    choosing: boolean;
    choose: string;
  };
  clock: { hours: 12 | 24; from: "chosen" | "guessed" };
  /** What the host's clock shows, where it differs from the guest's. */
  hostClock: string | null;
  hours: { value: 12 | 24; label: string; href: string; current: boolean }[];
  month: MonthView;
  day: DayView | null;
  empty: EmptyView | null;
  chosen: ChosenView | null;
  /** Query fields that a zone form has to carry on. */
  carriedParams: [string, string][];
  /** What a guest is asked beside name, address and note. */
  questions: QuestionView[];
  /** What the address has filled in. */
  prefill: FormValues;
  /** Whether emails are really sent. */
  sendsEmail: boolean;
  /** The stream of changes to the host's time, and what this view was made from: version of the guard, instant. */
  live: { events: string; version: number; at: number };
}

/** One question of the form. */
export interface QuestionView {
  slug: string;
  label: string;
  kind: "short" | "long" | "choice" | "checkbox" | "phone" | "number";
  required: boolean;
  options: string[];
}

/** What stands in the form; answers by the slug of their question. */
export interface FormValues {
  name: string;
  email: string;
  note: string;
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
  /** Leads to the day's times; null when nothing is free. */
  href: string | null;
  /** The day read out: "Tuesday, 24 November 2026, 8 times free". */
  label: string;
  today: boolean;
  current: boolean;
}

export interface DayView {
  date: string;
  label: string;
  /** `places` says how many are left where guests share a time. */
  times: { iso: string; label: string; href: string; places: string | null }[];
}

export interface EmptyView {
  title: string;
  text: string;
  next: { label: string; href: string } | null;
}

export interface ChosenView {
  iso: string;
  date: string;
  time: string;
  when: string;
  /** How many places are left where guests share a time. */
  places: string | null;
  hostWhen: string | null;
  /** Back to the times of that day. */
  back: string;
  action: string;
  key: string;
  minutes: number;
  hours: 12 | 24;
  /** Says when the form was shown, and how long it is to be open before it is sent, in ms. */
  shownStamp: string;
  wait: number;
  /** False when it is no longer on offer; then the alternatives are links. */
  offered: boolean;
  alternatives: { label: string; href: string }[];
  /** The form was sent before; sending it unchanged leads to the same booking. */
  sent: boolean;
}

/** What a refused form brings back. */
export interface FormResult {
  message: string;
  fields: Record<string, string>;
  /** Whether the host has changed the questions since the form was shown. */
  questionsChanged: boolean;
  values: FormValues;
  /** Other times, one press each; empty when the refusal is not about the time. */
  alternatives: { iso: string; label: string }[];
  /** Whether the chosen time itself can still be had. */
  offered: boolean;
  key: string;
  /** When the form was shown first. */
  shown: string;
}
