import { isUndecided } from "$lib/scheduling/booking-state.ts";
import { isSeat } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { dateDetails, datesLine, looksLikeName, teamDetails } from "./details.ts";
import { peopleMet } from "./place-details.ts";
import { datesFile, extraGuestAttendee, itipMessage, memberAttendee } from "./itip.ts";
import type { Email, Mailbox } from "./email.ts";
import type { EmailContext } from "./messages/registry.ts";
import { applyTemplate } from "./apply-template.ts";
import { type EmailContent, oneLine, subjectLine } from "./email-content.ts";
import { renderHtml } from "./layout.ts";
import { messageOf } from "./messages/registry.ts";
import { messageContextOf, namesOfHosts } from "./placeholders.ts";
import { productLook } from "./look.ts";
import { renderPlainText } from "./plain-text.ts";
import { formatLongDate, formatTimeRange } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { legalLinks } from "$lib/i18n/legal-links.ts";
import { messages } from "$lib/i18n/messages.ts";

/** Renders an email about a booking; the recipient's address is empty if the host has none. */
export function renderEmail(original: EmailContext): Email {
  const context = original.to === "guest" ? withSafeGuestName(original) : original;
  const { booking, host, hosts, sender } = context;
  const guest = mailbox(booking.guest.name, booking.guest.email);
  const toGuest = context.to === "guest";
  const content = emailContentOf(context);
  const words = messages(content.language).emails;
  const service = sender.from.name;
  const names = namesOfHosts(hosts, booking.team, content.language);
  const name = oneLine(names, 120);
  const fromName = content.look.hideBranding
    ? name
    : format(words.fromHost, { host: name, service });
  const others = toGuest ? hosts.map(mailboxOf) : [guest];
  return {
    from: {
      address: sender.from.address,
      name: toGuest ? fromName : service,
    },
    to: context.extraGuest ? mailbox("", context.extraGuest) : toGuest ? guest : mailboxOf(host),
    replyTo: others.filter(({ address }) => address !== ""),
    subject: content.subject,
    text: renderPlainText(content),
    html: renderHtml(content),
    messageId: messageId(context),
    invitation: invitationOf(context),
    links: content.buttons.map(({ label, url }) => ({ label, url })),
  };
}

/** Replaces a guest's name that looks like an advertisement by their address. */
function withSafeGuestName(context: EmailContext): EmailContext {
  const { guest } = context.booking;
  if (looksLikeName(oneLine(guest.name))) return context;
  return { ...context, booking: { ...context.booking, guest: { ...guest, name: guest.email } } };
}

/** The content of an email in its recipient's language, time zone and hour cycle. */
function emailContentOf(context: EmailContext): EmailContent {
  const { booking, hosts, to, sender } = context;
  const message = messageContextOf(context);
  const { words, reader, placeholders } = message;
  const content = applyTemplate(
    messageOf(context.kind).content(context, message),
    context,
    message,
  );
  const toGuest = to === "guest";
  const look = toGuest && context.look || productLook;
  const toMember = booking.team !== null;
  const reachable = hosts.filter(({ email }) => email !== null);
  const answeredBy = toGuest
    ? reachable.length > 0 && namesOfHosts(reachable, booking.team, reader.language)
    : placeholders.guest;
  return {
    ...content,
    details: [
      ...dateDetails(context, message),
      ...(toGuest ? peopleMet(context, message) : []),
      ...content.details,
      ...(toGuest ? [] : teamDetails(context, message)),
    ],
    subject: subjectLine(content.subject),
    preview: content.paragraphs[content.paragraphs.length > 1 ? 1 : 0] ?? content.heading,
    language: reader.language,
    colour: booking.type.colour,
    look,
    meeting: {
      title: placeholders.title,
      ...(context.dates ? datesLine(context.dates, message) : {
        date: formatLongDate(booking.start, reader),
        time: formatTimeRange(booking, reader),
      }),
    },
    footer: [
      ...(look.hideBranding ? [] : [format(
        context.extraGuest
          ? words.automaticExtraGuest
          : toGuest
          ? words.automatic
          : toMember
          ? words.automaticMember
          : words.automaticHost,
        {
          service: sender.from.name,
          team: placeholders.team,
          guest: placeholders.guest,
        },
      )]),
      ...(answeredBy ? [format(words.replies, { name: answeredBy })] : []),
    ],
    links: content.links ?? [],
    legal: legalLinks(sender.legal, reader.language),
  };
}

function invitationOf(context: EmailContext): Email["invitation"] {
  const { booking, host, hosts, withdrawn, sender, sequence } = context;
  const { itipMethod: method, to } = messageOf(context.kind);
  // No invitation was sent for a request that was withdrawn, or for one that another member answers now.
  if (!method || (method === "CANCEL" && booking.endReason === "withdrawn")) return null;
  if (isUndecided(booking)) return null;
  // All seats of a group event are one event in the host's calendar; an invitation for one seat would be a second.
  if (context.to === "host" && isSeat(booking)) return null;
  const organizer = booking.organizer ??
    (booking.team
      ? { name: booking.team.name, email: sender.from.address }
      : { name: host.name, email: host.email ?? sender.from.address });
  const link = context.to === "guest" ? context.links.guest : "";
  if (context.dates) {
    const to = context.extraGuest ? "extra-guest" as const : context.to;
    const stamp = context.requestedAt;
    const shared = { to, host, hosts, withdrawn, organizer, stamp, link };
    const content = datesFile(
      method === "CANCEL",
      context.dates.map((date) => ({ ...shared, booking: date, sequence: date.sequence })),
    );
    return { method: "PUBLISH", content };
  }
  const removed = to === "leaving"
    ? memberAttendee(booking, host)
    : to === "removed-guests"
    ? [extraGuestAttendee(context.extraGuest ?? "")]
    : null;
  const content = itipMessage({
    method,
    booking,
    to: context.extraGuest ? "extra-guest" : context.to,
    host,
    hosts,
    withdrawn,
    removed,
    organizer,
    sequence,
    stamp: context.requestedAt,
    link,
  });
  return { method, content };
}

/** The Message-ID: the same for every attempt to send this email, another one when it is sent again by hand. */
function messageId(context: EmailContext): string {
  const { kind, to, booking, host, sequence, requestedAt, reminderId, resendCount, sender } =
    context;
  const reader = context.extraGuest
    ? `guest-${fingerprint(context.extraGuest)}`
    : to === "guest"
    ? "guest"
    : host.id;
  const requestId = messageOf(kind).repeatsWithinSequence ? requestedAt.toString(36) : null;
  const resend = resendCount ? `again${resendCount}` : null;
  const version = [String(sequence), requestId, reminderId, resend].filter(Boolean).join("-");
  return `<${kind}.${version}.${reader}.${booking.id}@${sender.domain}>`;
}

/** A short name for an address that tells those of one booking apart. */
function fingerprint(address: string): string {
  let hash = 0;
  for (const sign of address) hash = (Math.imul(hash, 31) + sign.codePointAt(0)!) >>> 0;
  return hash.toString(36);
}

function mailboxOf({ name, email }: Host): Mailbox {
  return mailbox(name, email ?? "");
}

function mailbox(name: string, address: string): Mailbox {
  return { name: oneLine(name, 120), address };
}
