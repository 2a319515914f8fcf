/** Where people meet, told everywhere alike: kinds of locations × page, email, invitation, CalDAV, Google, Microsoft. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Location } from "$lib/scheduling/location.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { calendarObject } from "$lib/icalendar/calendar-object.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { readPeople } from "$lib/server/bookings/booking-people.ts";
import { guestBookingView } from "$lib/server/bookings/guest-booking-view.ts";
import type { Email } from "$lib/server/email/email.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { eventOf } from "$lib/server/jobs/meeting-event.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import {
  connected,
  type Provider,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";
import { addEventType, bookingRequest, mondayTen } from "../../support/town.ts";

const JITSI = "https://meet\\.jit\\.si/[a-z2-8]{26}";
const MEET = "https://meet\\.google\\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}";
const TEAMS = "https://teams\\.microsoft\\.com/l/meetup-join/[\\w%.-]+";
const MAP = "https://www\\.openstreetmap\\.org/search\\?query=";

interface Row {
  kind: string;
  location: Location;
  /** What the guest chooses or enters. */
  chosen?: string;
  phone?: string;
  /** The calendar of the host, where it makes a difference. */
  at?: Provider;
  /** What the guest reads on the page, and its link. */
  page: [text: string | null, href: string | null];
  /** What stands in the guest's last email. */
  email: string | null;
  /** Lines of the guest's last invitation, and of the host's entry at a CalDAV server. */
  invitation: string[];
  caldav: string[];
  /** `location` in both services. */
  entry: string;
}

const videoLines = (link: string, label: string) => [
  `LOCATION:${link}`,
  `CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL=${label};VALUE=URI:${link}`,
  `URL:${link}`,
];
const toldLater = { invitation: ["DESCRIPTION:.*Decided later"], caldav: [], entry: "" };

const table: Row[] = [
  {
    kind: "none",
    location: { kind: "none" },
    page: [null, null],
    email: null,
    invitation: [],
    caldav: [],
    entry: "",
  },
  {
    kind: "own link",
    location: { kind: "link", value: "https://meet.example.org/ada" },
    page: ["https://meet.example.org/ada", "https://meet.example.org/ada"],
    email: "https://meet.example.org/ada",
    invitation: videoLines("https://meet.example.org/ada", "Online meeting"),
    caldav: videoLines("https://meet.example.org/ada", "Online meeting"),
    entry: "https://meet.example.org/ada",
  },
  {
    kind: "pattern",
    location: { kind: "link", value: "https://meet.jit.si/{random}" },
    page: [JITSI, JITSI],
    email: JITSI,
    invitation: videoLines(JITSI, "Online meeting"),
    caldav: videoLines(JITSI, "Online meeting"),
    entry: JITSI,
  },
  {
    kind: "Google Meet",
    location: { kind: "google-meet" },
    at: "google",
    page: [MEET, MEET],
    email: MEET,
    invitation: videoLines(MEET, "Google Meet"),
    caldav: videoLines(MEET, "Google Meet"),
    entry: MEET,
  },
  {
    kind: "Microsoft Teams",
    location: { kind: "microsoft-teams" },
    at: "microsoft",
    page: [TEAMS, TEAMS],
    email: TEAMS,
    invitation: videoLines(TEAMS, "Microsoft Teams"),
    caldav: videoLines(TEAMS, "Microsoft Teams"),
    entry: TEAMS,
  },
  {
    kind: "Google Meet without a Google calendar",
    location: { kind: "google-meet" },
    at: "microsoft",
    page: ["Decided later. You’ll be told.", null],
    email: "Decided later. You’ll be told.",
    ...toldLater,
  },
  {
    kind: "I call you",
    location: { kind: "call-guest" },
    phone: "+49 30 1234567",
    page: ["You’ll be called at \\+49 30 1234567", null],
    email: "You’ll be called at \\+49 30 1234567",
    invitation: ["LOCATION:You’ll be called at \\+49 30 1234567"],
    caldav: [
      "LOCATION:Call \\+49 30 1234567",
      "CONFERENCE;FEATURE=PHONE;LABEL=Phone call;VALUE=URI:tel:\\+49301234567",
    ],
    entry: "Call \\+49 30 1234567",
  },
  {
    kind: "you call me",
    location: { kind: "phone", value: "+1 555 0100" },
    page: ["Please call \\+1 555 0100", "tel:\\+15550100"],
    email: "Please call \\+1 555 0100",
    invitation: [
      "LOCATION:Please call \\+1 555 0100",
      "CONFERENCE;FEATURE=PHONE;LABEL=Phone call;VALUE=URI:tel:\\+15550100",
    ],
    caldav: ["LOCATION:Your guest calls \\+1 555 0100"],
    entry: "Your guest calls \\+1 555 0100",
  },
  {
    kind: "in person",
    location: { kind: "address", value: "Torstraße 12" },
    page: ["Torstraße 12", `${MAP}Torstra%C3%9Fe%2012`],
    email: "Torstraße 12",
    invitation: ["LOCATION:Torstraße 12"],
    caldav: ["LOCATION:Torstraße 12"],
    entry: "Torstraße 12",
  },
  {
    kind: "other",
    location: { kind: "custom", value: "At the fountain" },
    page: ["At the fountain", null],
    email: "At the fountain",
    invitation: ["LOCATION:At the fountain"],
    caldav: ["LOCATION:At the fountain"],
    entry: "At the fountain",
  },
  {
    kind: "guest chooses an address",
    location: {
      kind: "choice",
      options: [{ kind: "call-guest" }, { kind: "address", value: "Torstraße 12" }],
    },
    chosen: "Torstraße 12",
    page: ["Torstraße 12", `${MAP}Torstra%C3%9Fe%2012`],
    email: "Torstraße 12",
    invitation: ["LOCATION:Torstraße 12"],
    caldav: ["LOCATION:Torstraße 12"],
    entry: "Torstraße 12",
  },
  {
    kind: "guest chooses a call",
    location: {
      kind: "choice",
      options: [{ kind: "call-guest" }, { kind: "address", value: "Torstraße 12" }],
    },
    chosen: "call-guest",
    phone: "030/1234567",
    page: ["You’ll be called at 030/1234567", null],
    email: "You’ll be called at 030/1234567",
    invitation: ["LOCATION:You’ll be called at 030/1234567"],
    caldav: ["LOCATION:Call 030/1234567"],
    entry: "Call 030/1234567",
  },
  {
    kind: "decided later",
    location: { kind: "later" },
    page: ["Decided later. You’ll be told.", null],
    email: "Decided later. You’ll be told.",
    ...toldLater,
  },
];

for (const row of table) {
  for (const provider of row.at ? [row.at] : ["google", "microsoft"] as const) {
    Deno.test(`location ${row.kind}: the same on page, email, invitation, CalDAV and ${provider}`, async () => {
      await using given = await providerTown();
      const { app, ada } = given;
      const sent: Email[] = [];
      app.sendMail = (email) => Promise.resolve(void sent.push(email));
      await connected(given, provider);
      await addEventType(app, ada, { slug: "talk", decision: "instant", location: row.location });
      const booking = await bookAndDrain(given, row);

      const people = await readPeople(app, booking);
      const { place } = guestBookingView(app, booking, people, "t".repeat(43));
      matches("page", row.page[0], place?.text ?? null);
      matches("page link", row.page[1], place?.href ?? null);

      const toGuest = sent.filter(({ to }) => to.address === "grace@example.com").at(-1)!;
      if (row.email === null) assert.doesNotMatch(toGuest.text, /^Location/m);
      else assert.match(toGuest.text, new RegExp(`Location[^\\n]*\\n?.*${row.email}`, "u"));

      const invitation = unfolded(toGuest.invitation!.content);
      for (const line of row.invitation) assert.match(invitation, new RegExp(`^${line}`, "mu"));
      if (row.entry === "") assert.doesNotMatch(invitation, /^(LOCATION|CONFERENCE)/m);

      const host = { ...ada } as Host;
      const entry = unfolded(calendarObject(eventOf(booking, host, people)));
      for (const line of row.caldav) assert.match(entry, new RegExp(`^${line}`, "mu"));
      if (row.caldav.length === 0) assert.doesNotMatch(entry, /^(LOCATION|CONFERENCE|URL)/m);

      matches(provider, row.entry, writtenLocation(given, provider));
    });
  }
}

function matches(what: string, pattern: string | null, value: string | null) {
  if (pattern === null) return assert.equal(value, null, what);
  assert.match(
    value ?? "",
    new RegExp(`^${pattern.replaceAll("?", "\\?").replaceAll("\\\\?", "\\?")}$`, "u"),
    what,
  );
}

function unfolded(object: string): string {
  return object.replace(/\r\n[ \t]/g, "").replace(/\\([,;\\])/g, "$1");
}

async function bookAndDrain({ app, ada }: ProviderTown, row: Row): Promise<Booking> {
  const request = bookingRequest({ slug: "talk", start: mondayTen });
  const requested = await bookings.request(app, {
    ...request,
    location: row.chosen ?? null,
    guest: { ...request.guest, ...(row.phone ? { phone: row.phone } : {}) },
  });
  assert.ok(requested.ok, JSON.stringify(requested));
  const { id, status, revision } = requested.value.booking;
  if (status === "PENDING") {
    const decision = { hostId: ada.id, revision, message: "", force: true };
    assert.ok((await bookings.confirm(app, id, decision)).ok);
  }
  const runner = openJobRunner(app, jobHandlers);
  await runner.drain();
  await runner.stop(1_000);
  return (await getBooking(app.kv, id))!;
}

/** The location of the one event that was written there. */
function writtenLocation({ google, graph }: ProviderTown, provider: Provider): string {
  if (provider === "google") {
    const [calendar] = google.calendars.values();
    const [event] = [...calendar!.events.values()];
    return String(event?.resource.location ?? "");
  }
  const [event] = [...graph.events.values()];
  const location = event?.resource.location as { displayName?: string } | undefined;
  return location?.displayName ?? "";
}
