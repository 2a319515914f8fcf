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
    invitation: invites.has(facts.kind) ? inviteOf(facts) : null,
    links: draft.buttons.map(({ label, url }) => ({ label, url })),
  };
}

/** A guest who goes by something that is no name is called by the address that the letter goes to. */
function withoutAdverts(facts: LetterFacts): LetterFacts {
  const { guest } = facts.booking;
  if (looksLikeName(oneLine(guest.name))) return facts;
  return { ...facts, booking: { ...facts.booking, guest: { ...guest, name: guest.email } } };
}

const invites: ReadonlySet<LetterKind> = new Set(["guest-confirmed", "host-confirmed"]);

function inviteOf(facts: LetterFacts): Letter["invitation"] {
  const { booking, host, sender, sequence } = facts;
  const organizer = booking.organizer ??
    { name: host.name, email: host.email ?? sender.from.address };
  const link = facts.to === "guest" ? facts.links.guest : "";
  const content = { booking, host, organizer, sequence, stamp: facts.at, link };
  return { method: "REQUEST", content: invitation({ method: "REQUEST", ...content }) };
}

/** The same for every copy of this letter, another for every other letter. */
function messageId({ kind, to, booking, host, sequence, sender }: LetterFacts): string {
  const reader = to === "guest" ? "guest" : host.id;
  return `<${kind}.${sequence}.${reader}.${booking.id}@${sender.domain}>`;
}

function mailbox(name: string, address: string): Mailbox {
  return { name: oneLine(name, 120), address };
}
