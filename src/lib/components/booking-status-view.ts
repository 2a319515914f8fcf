import type { BookingAnswer } from "$lib/scheduling/booking-questions.ts";

/** A guest's booking in finished words. */
export interface BookingStatusView {
  state: "pending" | "confirmed" | "rejected" | "expired" | "cancelled" | "withdrawn";
  revision: number;
  /** Whether it can still change: the page then follows. */
  live: boolean;
  title: string;
  lead: string;
  badge: { label: string; tone: "good" | "warn" | "bad" | "info" | "calm" };
  /** Whether its guest has still to prove their address. */
  awaitsVerification: boolean;
  /** Why an instant type asked instead. */
  approvalReason: string | null;
  type: { title: string; colour: string };
  host: { name: string; initial: string };
  date: string;
  time: string;
  zone: string;
  /** The same time for the host, where the zones differ. */
  hostWhen: string | null;
  place: { text: string; href: string | null } | null;
  guest: { name: string; email: string; note: string; answers: BookingAnswer[] };
  message: string;
  /** The requested new time, and the form action that withdraws the request. */
  rescheduleRequest: {
    when: string;
    deadline: { at: number; now: number; label: string };
    withdrawAction: string;
  } | null;
  /** Other times that the host offers, each leading to its form. */
  proposed: { label: string; href: string }[];
  /** Where the guest can change it; null where that is over. */
  actions: { cancel: string | null; reschedule: string | null; late: string | null };
  deadline: { at: number; now: number; label: string } | null;
  mail: boolean;
  /** Who stores the guest's data, and how to ask about it. */
  privacyNote: string;
  /** The page's own address, for the guest to save. */
  address: string;
  calendar: { file: string; google: string; outlook: string } | null;
  /** The picker again, with name and note filled in. */
  rebook: string | null;
}
