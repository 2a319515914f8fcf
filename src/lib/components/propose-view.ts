import type { PickerView } from "./picker-view.ts";

/** One of the times that a host is about to propose. */
export interface PickedTime {
  iso: string;
  /** "Tue 24 Nov, 14:30". */
  label: string;
  /** The same for the guest; null where their clock shows the same. */
  guest: string | null;
  /** Whether it is no longer available. */
  gone: boolean;
  /** Leads on without it. */
  remove: string;
}

/** The page on which a host picks other times for a request; all texts are formatted. */
export interface ProposeView {
  guest: string;
  /** The time that was requested, for the host and, where it differs, for the guest. */
  requested: string;
  requestedForGuest: string | null;
  revision: number;
  /** Whether the time that the guest takes is confirmed without another decision. */
  agrees: boolean;
  back: string;
  /** Null where the event type takes no bookings any more. */
  picker: PickerView | null;
  picked: PickedTime[];
  /** "2 of 5 chosen". */
  count: string;
  /** Whose the smaller times are; null where the guest's clock shows the same. */
  legend: string | null;
  /** The last step, in which the times are sent; null while nothing is picked. */
  next: string | null;
  /** Whether this is that step, and where it leads back to. */
  sending: { times: string; action: string } | null;
}

/** A refused proposal, with what was entered. */
export interface ProposeAnswer {
  sentence: string;
  fields: Record<string, string>;
  values: { message: string };
}
