import { isSeat } from "$lib/scheduling/booking.ts";
import type { EmailKind } from "$lib/scheduling/booking-effects.ts";
import { looksLikeName } from "./details.ts";
import { emailContentOf } from "./registry.ts";
import { itipMessage } from "./itip.ts";
import type { Email, EmailContext, Mailbox } from "./email.ts";
import { oneLine } from "./email-content.ts";
import { renderHtml } from "./layout.ts";
import { renderPlainText } from "./plain-text.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

/** Writes one letter about a booking; its recipient's address is empty where the host has none. */
export function renderEmail(original: EmailContext): Email {
  const context = original.to === "guest" ? withSafeGuestName(original) : original;
  const { booking, host, sender } = context;
  const guest = mailbox(booking.guest.name, booking.guest.email);
  const hostMailbox = mailbox(host.name, host.email ?? "");
  const toGuest = context.to === "guest";
  const content = emailContentOf(context);
  const words = messages(content.language).emails;
  const service = sender.from.name;
  const other = toGuest ? hostMailbox : guest;
  return {
    from: {
      address: sender.from.address,
      name: toGuest ? format(words.fromHost, { host: hostMailbox.name, service }) : service,
    },
    to: toGuest ? guest : hostMailbox,
    replyTo: other.address ? other : null,
    subject: content.subject,
    text: renderPlainText(content),
    html: renderHtml(content),
    messageId: messageId(context),
    invitation: invitationOf(context),
    links: content.buttons.map(({ label, url }) => ({ label, url })),
  };
}

/** A guest who goes by something that is no name is called by the address that the letter goes to. */
function withSafeGuestName(context: EmailContext): EmailContext {
  const { guest } = context.booking;
  if (looksLikeName(oneLine(guest.name))) return context;
  return { ...context, booking: { ...context.booking, guest: { ...guest, name: guest.email } } };
}

/** What a letter does to the meeting in its reader's calendar (RFC 5546 §3.2). */
const itipMethods: Partial<Record<EmailKind, "REQUEST" | "CANCEL">> = {
  "guest-confirmed": "REQUEST",
  "host-confirmed": "REQUEST",
  "guest-rescheduled": "REQUEST",
  "host-rescheduled": "REQUEST",
  "guest-cancelled": "CANCEL",
  "host-cancelled": "CANCEL",
};

function invitationOf(context: EmailContext): Email["invitation"] {
  const { booking, host, sender, sequence } = context;
  const method = itipMethods[context.kind];
  // Who never was invited has nothing to take out of a calendar.
  if (!method || (method === "CANCEL" && booking.endReason === "withdrawn")) return null;
  // What guests share is one event in the host's calendar; a seat's own would stand beside it.
  if (context.to === "host" && isSeat(booking)) return null;
  const organizer = booking.organizer ??
    { name: host.name, email: host.email ?? sender.from.address };
  const link = context.to === "guest" ? context.links.guest : "";
  const content = { booking, host, organizer, sequence, stamp: context.requestedAt, link };
  return { method, content: itipMessage({ method, ...content }) };
}

/** The same for every repeat of this letter that nobody asked for, another for every other letter and for one that is wanted again. */
function messageId(context: EmailContext): string {
  const { kind, to, booking, host, sequence, requestedAt, reminderId, resendCount, sender } =
    context;
  const reader = to === "guest" ? "guest" : host.id;
  // A meeting can be asked to move more than once without having moved.
  const requestId = kind.startsWith("reschedule-") ? requestedAt.toString(36) : null;
  const resend = resendCount ? `again${resendCount}` : null;
  const version = [String(sequence), requestId, reminderId, resend].filter(Boolean).join("-");
  return `<${kind}.${version}.${reader}.${booking.id}@${sender.domain}>`;
}

function mailbox(name: string, address: string): Mailbox {
  return { name: oneLine(name, 120), address };
}
