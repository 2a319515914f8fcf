import type { Location } from "$lib/scheduling/location.ts";
import type { Provider } from "./provider-hosts.ts";

const JITSI = "https://meet\\.jit\\.si/[a-z2-8]{26}";
const MEET = "https://meet\\.google\\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}";
const TEAMS = "https://teams\\.microsoft\\.com/l/meetup-join/[\\w%.-]+";
const MAP = "https://www\\.openstreetmap\\.org/search\\?query=";

/** A kind of location, and what everybody reads of it; texts are patterns. */
export interface LocationRow {
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

export const locationTable: LocationRow[] = [
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
    page: ["Decided later. You’ll be notified.", null],
    email: "Decided later. You’ll be notified.",
    ...toldLater,
  },
  {
    kind: "Microsoft Teams without a Microsoft calendar",
    location: { kind: "microsoft-teams" },
    at: "google",
    page: ["Decided later. You’ll be notified.", null],
    email: "Decided later. You’ll be notified.",
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
    caldav: [
      "LOCATION:Call 030/1234567",
      "CONFERENCE;FEATURE=PHONE;LABEL=Phone call;VALUE=URI:tel:0301234567",
    ],
    entry: "Call 030/1234567",
  },
  {
    kind: "guest chooses a link",
    location: {
      kind: "choice",
      options: [{ kind: "link", value: "https://meet.jit.si/{random}" }, { kind: "call-guest" }],
    },
    chosen: "link",
    page: [JITSI, JITSI],
    email: JITSI,
    invitation: videoLines(JITSI, "Online meeting"),
    caldav: videoLines(JITSI, "Online meeting"),
    entry: JITSI,
  },
  {
    kind: "guest chooses Google Meet",
    location: {
      kind: "choice",
      options: [{ kind: "google-meet" }, { kind: "address", value: "Torstraße 12" }],
    },
    chosen: "google-meet",
    at: "google",
    page: [MEET, MEET],
    email: MEET,
    invitation: videoLines(MEET, "Google Meet"),
    caldav: videoLines(MEET, "Google Meet"),
    entry: MEET,
  },
  {
    kind: "decided later",
    location: { kind: "later" },
    page: ["Decided later. You’ll be notified.", null],
    email: "Decided later. You’ll be notified.",
    ...toldLater,
  },
];
