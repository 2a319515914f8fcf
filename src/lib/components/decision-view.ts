/** A request before its host, in finished words. */
export interface DecisionView {
  status: "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";
  revision: number;
  type: { title: string; colour: string };
  guest: {
    name: string;
    email: string;
    note: string;
    answers: { question: string; answer: string }[];
  };
  date: string;
  time: string;
  zone: string;
  guestWhen: string | null;
  deadline: { at: number; now: number; label: string } | null;
  mail: boolean;
  /** Whether the host has a calendar that bookings are written to. */
  calendar: boolean;
  /** That day and what stands in the way, asked just now; null once nothing is to be decided. */
  look: {
    agenda: { time: string; title: string; kind: string; own: boolean }[];
    conflicts: string[];
    unasked: string | null;
  } | null;
}
