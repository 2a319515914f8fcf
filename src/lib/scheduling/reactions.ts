import type { Booking } from "./booking.ts";

/** What can happen to a booking. */
export type Event =
  | "check-asked"
  | "requested"
  | "confirmed"
  | "rejected"
  | "expired"
  | "withdrawn"
  | "cancelled"
  | "moved"
  | "move-asked"
  | "move-rejected"
  | "move-withdrawn"
  | "move-expired"
  | "times-proposed"
  | "deadline-corrected"
  | "no-show"
  | "no-show-undone";

export type Letter =
  | "prove-address"
  | "request-received"
  | "please-decide"
  | "guest-confirmed"
  | "host-confirmed"
  | "rejected"
  | "expired"
  | "guest-cancelled"
  | "host-cancelled"
  | "guest-moved"
  | "host-moved"
  | "entry-not-followed"
  | "move-received"
  | "please-decide-move"
  | "move-rejected"
  | "move-withdrawn"
  | "move-expired"
  | "times-proposed"
  | "reminder"
  | "follow-up";

/** One thing that must follow an event, for the guest or for one of the hosts. */
export type Reaction =
  | { kind: "letter"; letter: Letter; to: "guest"; hostId: string }
  | { kind: "letter"; letter: Letter; to: "host"; hostId: string }
  | { kind: "write-calendar"; hostId: string }
  | { kind: "remind"; hostId: string }
  | { kind: "expire"; at: number };

/** The one table of what must follow each event. */
export function reactions(event: Event, booking: Booking): Reaction[] {
  const lead = booking.hosts[0]!;
  const guest = (letter: Letter): Reaction => ({
    kind: "letter",
    letter,
    to: "guest",
    hostId: lead,
  });
  const eachHost = (letter: Letter): Reaction[] =>
    booking.hosts.map((hostId) => ({ kind: "letter", letter, to: "host", hostId }));
  const writes: Reaction[] = booking.hosts.map((hostId) => ({ kind: "write-calendar", hostId }));
  const reminders: Reaction = { kind: "remind", hostId: lead };

  const expire = (): Reaction => ({ kind: "expire", at: booking.reservedUntil! });
  // An address that nobody has proved may be anybody's: it gets one letter and no more, and the host none.
  if (booking.unproved) {
    if (event === "check-asked") return [guest("prove-address"), expire()];
    const isTimed = event === "moved" || event === "deadline-corrected";
    return booking.status === "PENDING" && isTimed ? [expire()] : [];
  }

  switch (event) {
    case "check-asked":
      return [];
    case "requested":
      return [guest("request-received"), ...eachHost("please-decide"), expire()];
    case "confirmed":
      return [...writes, guest("guest-confirmed"), ...eachHost("host-confirmed"), reminders];
    case "rejected":
      return [guest("rejected")];
    case "expired":
      return [guest("expired")];
    case "withdrawn":
      return [guest("guest-cancelled"), ...eachHost("host-cancelled")];
    case "cancelled":
      return [...writes, guest("guest-cancelled"), ...eachHost("host-cancelled")];
    case "moved":
      return booking.status === "CONFIRMED"
        ? [...writes, guest("guest-moved"), ...eachHost("host-moved"), reminders]
        : [guest("request-received"), ...eachHost("please-decide"), expire()];
    case "move-asked":
      return [guest("move-received"), ...eachHost("please-decide-move"), {
        kind: "expire",
        at: booking.move!.until,
      }];
    case "move-rejected":
      return [guest("move-rejected")];
    case "move-withdrawn":
      return eachHost("move-withdrawn");
    case "move-expired":
      return [guest("move-expired")];
    case "times-proposed":
      return [guest("times-proposed")];
    case "deadline-corrected":
      return [{ kind: "expire", at: booking.move?.until ?? booking.reservedUntil! }];
    case "no-show":
    case "no-show-undone":
      return [];
  }
}
