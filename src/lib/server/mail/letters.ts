import { isSeat } from "$lib/scheduling/booking.ts";
import type { LetterKind } from "../jobs/job.ts";
import { looksLikeName } from "./details.ts";
import { draftOf } from "./drafts.ts";
import { invitation } from "./invitation.ts";
import type { Letter, LetterFacts, Mailbox } from "./letter.ts";
import { oneLine } from "./draft.ts";
import { htmlPage } from "./page.ts";
import { plainText } from "./plain.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";

/** Writes one letter about a booking; its recipient's address is empty where the host has none. */
export function writeLetter(given: LetterFacts): Letter {
  const facts = given.to === "guest" ? withoutAdverts(given) : given;
  const { booking, host, sender } = facts;
  const guest = mailbox(booking.guest.name, booking.guest.email);
  const owner = mailbox(host.name, host.email ?? "");
  const toGuest = facts.to === "guest";
  const draft = draftOf(facts);
  const words = wordsFor(draft.language).letters;
  const service = sender.from.name;
  const other = toGuest ? owner : guest;
  return {
    from: {
      address: sender.from.address,
      name: toGuest ? say(words.fromHost, { host: owner.name, service }) : service,
    },
    to: toGuest ? guest : owner,
    replyTo: other.address ? other : null,
    subject: draft.subject,
    text: plainText(draft),
    html: htmlPage(draft),
    messageId: messageId(facts),
    invitation: inviteOf(facts),
    links: draft.buttons.map(({ label, url }) => ({ label, url })),
  };
}

/** A guest who goes by something that is no name is called by the address that the letter goes to. */
function withoutAdverts(facts: LetterFacts): LetterFacts {
  const { guest } = facts.booking;
  if (looksLikeName(oneLine(guest.name))) return facts;
  return { ...facts, booking: { ...facts.booking, guest: { ...guest, name: guest.email } } };
}

/** What a letter does to the meeting in its reader's calendar (RFC 5546 §3.2). */
const methods: Partial<Record<LetterKind, "REQUEST" | "CANCEL">> = {
  "guest-confirmed": "REQUEST",
  "host-confirmed": "REQUEST",
  "guest-moved": "REQUEST",
  "host-moved": "REQUEST",
  "guest-cancelled": "CANCEL",
  "host-cancelled": "CANCEL",
};

function inviteOf(facts: LetterFacts): Letter["invitation"] {
  const { booking, host, sender, sequence } = facts;
  const method = methods[facts.kind];
  // Who never was invited has nothing to take out of a calendar.
  if (!method || (method === "CANCEL" && booking.ended === "withdrawn")) return null;
  // What guests share is one event in the host's calendar; a seat's own would stand beside it.
  if (facts.to === "host" && isSeat(booking)) return null;
  const organizer = booking.organizer ??
    { name: host.name, email: host.email ?? sender.from.address };
  const link = facts.to === "guest" ? facts.links.guest : "";
  const content = { booking, host, organizer, sequence, stamp: facts.at, link };
  return { method, content: invitation({ method, ...content }) };
}

/** The same for every repeat of this letter that nobody asked for, another for every other letter and for one that is wanted again. */
function messageId(facts: LetterFacts): string {
  const { kind, to, booking, host, sequence, at, reminder, again, sender } = facts;
  const reader = to === "guest" ? "guest" : host.id;
  // A meeting can be asked to move more than once without having moved.
  const asked = kind.includes("move-") || kind.endsWith("-move") ? at.toString(36) : null;
  const copy = again ? `again${again}` : null;
  const turn = [String(sequence), asked, reminder, copy].filter(Boolean).join("-");
  return `<${kind}.${turn}.${reader}.${booking.id}@${sender.domain}>`;
}

function mailbox(name: string, address: string): Mailbox {
  return { name: oneLine(name, 120), address };
}
