/** What must be there after all the crashes, and what must not. */
import type { Mailbox } from "../../support/proof/mail-sink.ts";
import { judgeDump, type Proof } from "../../support/proof/run-proof.ts";
import type { DumpedBooking } from "../invariant-checker.ts";
import type { Outcomes } from "./traffic.ts";

export interface CrashResult {
  /** A data folder, or a database server. */
  place: string;
  box: Mailbox;
  outcomes: Outcomes;
  /** The host's calendar as its server gives it out, whole; null without one. */
  entries: string | null;
}

/** For each end of a booking: the emails that must have been sent. What told of an earlier state may have been superseded. */
const due: Record<string, string[]> = {
  CONFIRMED: ["guest-confirmed", "host-confirmed"],
  REJECTED: ["rejected"],
  CANCELLED: ["expired"],
};
const ends = [...new Set(Object.values(due).flat())];

export async function verifyAfterCrash(
  proof: Proof,
  { place, box, outcomes, entries }: CrashResult,
): Promise<void> {
  const bookings = await judgeDump(proof, place);
  judgeAcknowledged(proof, bookings, outcomes, box);
  const copies = checkCopies(proof, box);
  checkEmails(proof, bookings, box);
  const written = entries === null ? 0 : judgeCalendar(proof, bookings, box, entries);

  const by = (status: string) => bookings.filter((booking) => booking.status === status).length;
  proof.log(
    `${outcomes.granted.size} granted, ${outcomes.refused} refused, ` +
      `${outcomes.repeated} asked again with their key after a crash`,
  );
  proof.log(
    `${by("REJECTED")} rejected, ${by("CANCELLED")} expired, ${box.emails.length} emails, ` +
      `${copies} of them copies, ${written} calendar entries`,
  );
}

/** Every answer that anybody got is still true, and there is nothing that nobody asked for. */
function judgeAcknowledged(
  proof: Proof,
  bookings: DumpedBooking[],
  outcomes: Outcomes,
  box: Mailbox,
): void {
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  for (const id of outcomes.granted) {
    if (!byId.has(id)) proof.fail(`${id} was acknowledged and is lost`);
  }
  for (const { id } of bookings) {
    if (outcomes.granted.has(id)) continue;
    const whose = box.emails.filter(({ booking }) => booking === id).map(({ to }) => to);
    const told = whose.flatMap((to) => outcomes.told.get(to) ?? []);
    proof.fail(`${id} is there and nobody was told of it; its guest: ${told.join(", ")}`);
  }
  for (const [id, status] of outcomes.decided) {
    const now = byId.get(id)?.status;
    if (now !== status) proof.fail(`${id} was decided as ${status} and is ${now}`);
  }
}

/** Every email once; a copy, where a crash came between sending and noting it, is recognisable as one. */
export function checkCopies(proof: Proof, { emails }: Mailbox): number {
  const sent = Map.groupBy(emails, ({ booking, kind, to }) => `${booking} ${kind} ${to}`);
  for (const [email, copies] of sent) {
    const ids = new Set(copies.map(({ messageId }) => messageId));
    if (ids.size > 1) proof.fail(`two Message-IDs for ${email}`);
  }
  return emails.length - sent.size;
}

/** Each booking's emails are those of its end. */
function checkEmails(proof: Proof, bookings: DumpedBooking[], box: Mailbox): void {
  for (const { id, status } of bookings) {
    const kinds = new Set(
      box.emails.filter(({ booking }) => booking === id).map(({ kind }) => kind),
    );
    for (const kind of due[status] ?? []) {
      if (!kinds.has(kind)) proof.fail(`${id} (${status}): the email ${kind} was lost`);
    }
    for (const kind of ends) {
      if (kinds.has(kind) && !due[status]?.includes(kind)) {
        proof.fail(`${id} is ${status}, and an email said ${kind}`);
      }
    }
    if (status === "PENDING") proof.fail(`${id} has run out and still stands as PENDING`);
  }
}

/** Every confirmed booking stands in the calendar once, at its time, under the UID of its invitation; nothing else does. */
function judgeCalendar(
  proof: Proof,
  bookings: DumpedBooking[],
  box: Mailbox,
  entries: string,
): number {
  const startOf = new Map<string, string>();
  for (const event of eventsIn(entries)) {
    if (startOf.has(event.uid)) proof.fail(`${event.uid} stands in the calendar twice`);
    startOf.set(event.uid, event.start);
  }
  for (const { id, status, start } of bookings) {
    if (status !== "CONFIRMED") continue;
    const email = box.emails.find(({ kind, booking }) =>
      kind === "guest-confirmed" && booking === id
    );
    const [invited] = eventsIn(email?.invitation ?? "");
    if (!invited) {
      proof.fail(`${id}: no invitation`);
      continue;
    }
    const wanted = start.replace(/[-:]|\.\d+/g, "");
    const found = startOf.get(invited.uid);
    if (found !== wanted) proof.fail(`${id} stands in the calendar at ${found}, not at ${wanted}`);
    startOf.delete(invited.uid);
  }
  for (const uid of startOf.keys()) proof.fail(`${uid} stands in the calendar for no booking`);
  return eventsIn(entries).length;
}

/** UID and start of each event; the host of the proof lives in UTC, so that a start needs no zone. */
function eventsIn(text: string): { uid: string; start: string }[] {
  const events = text.replaceAll(/\r?\n[ \t]/g, "").split("BEGIN:VEVENT").slice(1);
  return events.map((event) => ({
    uid: /^UID:(.+?)\r?$/m.exec(event)?.[1] ?? "",
    start: /^DTSTART[^:]*:(\d{8}T\d{6})Z?\r?$/m.exec(event)?.[1]?.concat("Z") ?? "",
  }));
}
