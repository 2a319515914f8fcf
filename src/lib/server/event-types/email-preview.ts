import { noTracking } from "$lib/scheduling/booking-tracking.ts";
import { firstStatus } from "$lib/scheduling/booking-transitions.ts";
import { type BookedTeam, type Booking, uidOf } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { EmailTemplate } from "$lib/scheduling/email-template.ts";
import {
  type BookedLocation,
  isConference,
  type Location,
  withRandomPart,
} from "$lib/scheduling/location.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { emailKindOf } from "./email-templates.ts";
import { pagePathOf } from "./page-path.ts";
import { emailLookOf } from "../branding/brand.ts";
import { renderEmail } from "../email/render.ts";
import { type Email, senderOf } from "../email/email.ts";

/** An email with this template to a sample reader of its language, for the host who edits it; null for an email that the event type does not have. */
export async function previewEmail(
  app: App,
  { host: editor, page: owner }: { host: Host; page: Host | Team },
  type: EventType,
  { which, language }: { which: string; language: Language },
  template: EmailTemplate,
): Promise<Email | null> {
  const kind = emailKindOf(type, which);
  if (!kind) return null;
  const host = { ...editor, language };
  const booking = {
    ...sampleBooking(host, type, app.now()),
    team: "slug" in owner ? sampleTeam(owner, type) : null,
  };
  const reminder = type.reminders.find(({ id }) => id === which);
  const page = `${app.baseUrl}${pagePathOf(owner)}/${type.slug}`;
  // There is no booking, so every link leads to the booking page.
  const links = { guest: page, confirm: page, reject: page, page, inbox: page, verify: page };
  return renderEmail({
    kind,
    to: reminder?.to === "host" ? "host" : "guest",
    booking,
    host,
    hosts: [host],
    withdrawn: [],
    links,
    requestedAt: app.now(),
    sequence: 0,
    previousTime: { start: booking.start - DAY, end: booking.end - DAY },
    template,
    look: await emailLookOf(app, owner),
    sender: senderOf(app),
  });
}

/** What a booking keeps of its team. */
function sampleTeam({ id, slug, name }: Team, { team }: EventType): BookedTeam | null {
  if (!team) return null;
  const { mode, confirmedBy, whenDeclined, keepsHost } = team;
  const nobody = { optional: [], confirmations: [], declinedBy: [], withdrawn: [], turn: null };
  return { id, slug, name, mode, confirmedBy, whenDeclined, keepsHost, ...nobody };
}

/** Where a sample booking takes place: at the first place that is offered. */
function sampleLocation(location: Location): BookedLocation {
  if (location.kind === "choice") return sampleLocation(location.options[0]!);
  if (location.kind === "link") {
    return { kind: "link", value: withRandomPart(location.value, "sample") };
  }
  return isConference(location)
    ? { kind: location.kind, value: null, hostId: "", failed: false }
    : location;
}

/** A sample booking in a week, with every fact that an email may name. */
function sampleBooking(host: Host, type: EventType, now: number): Booking {
  const id = "preview".padEnd(22, "0");
  const start = Math.ceil(now / HOUR) * HOUR + 7 * DAY;
  const end = start + type.durations[0]! * MINUTE;
  const { zone, language, hourCycle } = host;
  const { name } = messages(language).dashboard.emailTemplates.sample;
  const location = sampleLocation(type.location), isCalled = location.kind === "call-guest";
  return {
    id,
    uid: uidOf(id),
    sequence: 0,
    revision: 1,
    slot: id,
    hosts: [host.id],
    team: null,
    type: { ...type, location },
    guest: {
      name,
      email: "guest@example.com",
      note: "",
      ...(isCalled ? { phone: "+49 30 1234567" } : {}),
      zone,
      language,
      hourCycle,
      answers: [],
      tracking: noTracking,
    },
    extraGuests: [],
    mayInvite: true,
    start,
    end,
    bufferBefore: 0,
    bufferAfter: 0,
    ...firstStatus(true, now, start),
    rescheduleRequest: {
      start: start + DAY,
      end: end + DAY,
      expiresAt: now + DAY,
      requestedAt: now,
    },
    approvalReason: null,
    organizer: null,
    message: "",
    proposed: [start + DAY, start + 2 * DAY],
    endReason: "cancelled",
    createdAt: now,
    changedAt: now,
    changedBy: "host",
    links: { guest: "", hosts: {} },
    decidedAt: null,
    moves: 0,
    viaWidget: false,
    source: "page",
    emailUnverified: false,
    verification: { link: 1, sent: 0, sentAt: 0 },
    limitKeys: [],
    noShowAt: null,
    isTest: false,
    guestErasedAt: null,
    privateLinkHash: null,
  };
}
