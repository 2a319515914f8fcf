import type { SeriesListView } from "./series-list-view.ts";

/** A booking in the widget. */
export interface WidgetBookingView {
  view: BookingStatusView;
  /** The dates that were booked together; null where it was booked alone. */
  series: SeriesListView | null;
  /** The link to book another time. */
  picker: string;
  /** The booking's own page. */
  page: string;
  /** The stream of its changes. */
  events: string;
  redirect: { url: string; hostname: string; isImmediate: boolean; go: string } | null;
  /** What the page around the widget learns. */
  booked: { id: string; type: string; status: string; startsAt: string; endsAt: string };
}

/** Whom the guest brings along, and what they can change about it. */
export interface ExtraGuestsView {
  addresses: string[];
  /** When they are invited. */
  note: string;
  /** The form actions; null where it is too late or there are enough. */
  add: string | null;
  remove: string | null;
}

/** What the guest of an unverified request can do about the email. */
export interface VerificationView {
  email: string;
  /** When the last email was asked for, as a time of day. */
  sentAt: string;
  /** Until when it cannot be sent again; null where it can. */
  wait: { at: number; now: number } | null;
  /** The form actions; null where no more emails follow. */
  actions: { sendAgain: string; correct: string } | null;
}

/** A change on the guest's page that was refused, with what was entered. */
export interface RefusedChange {
  about: "guests" | "verification";
  /** The field that the error is about; null where it is about none. */
  field: "email" | null;
  entered: string;
  error: string;
}

/** A guest's booking; all texts are formatted. */
export interface BookingStatusView {
  state: "pending" | "confirmed" | "rejected" | "expired" | "cancelled" | "withdrawn";
  revision: number;
  /** Whether it can still change; the page then listens to its event stream. */
  live: boolean;
  title: string;
  lead: string;
  badge: { label: string; tone: "good" | "warn" | "bad" | "info" | "calm" };
  /** Whether the guest has not verified their email yet. */
  awaitsVerification: boolean;
  /** Null where the email is verified or was not asked for. */
  verification: VerificationView | null;
  /** Why a booking of an instant type requires approval. */
  approvalReason: string | null;
  type: { title: string; colour: string };
  /** The one name for sentences: the host's, or that of the team of a collective. */
  host: string;
  /** Everybody who is met. */
  who: string;
  date: string;
  time: string;
  zone: string;
  /** The same time for the first host, where the zones differ. */
  hostTime: { name: string; when: string } | null;
  /** Where it is, beside what the button below says. */
  place: string | null;
  /** The button that leads to a confirmed meeting, and its address; null where nothing can be opened, and afterwards. */
  way: { label: string; href: string; address: string } | null;
  /** "Moved from Wed 2 Dec, 3:15 AM"; null where it has the time it was booked for. */
  movedFrom: string | null;
  guest: {
    name: string;
    email: string;
    note: string;
    answers: { question: string; answer: string }[];
  };
  /** Null where nobody can be brought along. */
  extraGuests: ExtraGuestsView | null;
  message: string;
  /** The requested new time, and the form action that withdraws the request. */
  rescheduleRequest: {
    when: string;
    deadline: { at: number; now: number; label: string };
    withdrawAction: string;
  } | null;
  /** Other times that the host proposed by their days, each with the link to its form. */
  proposed: { day: string; times: { label: string; href: string }[] }[];
  /** Links to cancel and reschedule; null where that is too late. */
  actions: { cancel: string | null; reschedule: string | null; late: string | null };
  deadline: { at: number; now: number; label: string } | null;
  mail: boolean;
  /** Who stores the guest's data, and how to ask about it. */
  privacyNote: string;
  /** The page's own address, for the guest to save. */
  address: string;
  calendar: { file: string; google: string; outlook: string } | null;
  /** The link to the picker with name and note filled in. */
  rebook: string | null;
}
