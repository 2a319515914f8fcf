/** Hosts, event types and guests of sample data, tests, documents and screenshots. */
import * as v from "valibot";
import { type EventTypeInput, parseEventTypeInput } from "../../lib/scheduling/event-type.ts";
import { TeamInput } from "../../lib/scheduling/team.ts";
import type { WeeklyRule } from "../../lib/scheduling/availability-schedule.ts";

export interface SeedHost {
  username: string;
  name: string;
  email: string;
  zone: string;
  hourCycle: 12 | 24;
  /** Null keeps the default: Monday to Friday, 9:00 to 17:00. */
  rules: WeeklyRule[] | null;
  /** Event types in place of the default one. */
  types: EventTypeInput[];
}

const workdays = [1, 2, 3, 4, 5];

export const ada: SeedHost = {
  username: "ada",
  name: "Ada Beck",
  email: "ada@example.org",
  zone: "Europe/Berlin",
  hourCycle: 24,
  rules: null,
  types: [
    parseEventTypeInput({
      title: "Intro call",
      slug: "intro-call",
      durations: [30],
      slotInterval: 15,
      description: "Half an hour to find out whether we can do something for each other.",
      location: { kind: "link", value: "https://meet.example.org/ada" },
      confirmedMessage: "The link works from five minutes before.",
    }),
    parseEventTypeInput({
      title: "Coffee",
      slug: "coffee",
      durations: [15],
      decision: "instant",
      colour: "amber",
      description: "A quick one, on me.",
      location: { kind: "address", value: "Café Lovelace, Torstraße 12, Berlin" },
    }),
  ],
};

/** Her hours include times past midnight in UTC. */
export const grace: SeedHost = {
  username: "grace",
  name: "Grace Navarro",
  email: "grace@example.org",
  zone: "America/Los_Angeles",
  hourCycle: 12,
  rules: workdays.map((weekday) => ({ weekday, from: 13 * 60, to: 20 * 60 })),
  types: [
    parseEventTypeInput({
      title: "Code review",
      slug: "code-review",
      durations: [45, 90],
      slotInterval: 15,
      bufferBefore: 15,
      bufferAfter: 30,
      minimumNotice: 120,
      colour: "violet",
      description: "Bring the change you are least sure of.",
      location: { kind: "phone", value: "+1 555 0100" },
      questions: [
        {
          slug: "where",
          label: "Where can I read it?",
          kind: "short",
          required: true,
          options: [],
        },
        {
          slug: "size",
          label: "How big is it?",
          kind: "choice",
          required: false,
          options: ["A few lines", "A day’s work", "More than that"],
        },
      ],
    }),
  ],
};

export const max: SeedHost = {
  username: "max",
  name: "Max Okafor",
  email: "max@example.org",
  zone: "Europe/London",
  hourCycle: 24,
  rules: null,
  types: [],
};

/** A team of the three. */
export const studio: TeamInput = v.parse(TeamInput, {
  name: "Small Steps Studio",
  slug: "studio",
  description: "Three of us. Tell us what you are working on, and one of us takes the time.",
  zone: "Europe/Berlin",
  colour: "teal",
});

/** One of the team takes it, by rotation. */
export const firstMeeting = parseEventTypeInput({
  title: "First meeting",
  slug: "first-meeting",
  durations: [30],
  colour: "teal",
  description: "Half an hour with whoever of us is free first.",
  location: { kind: "link", value: "https://meet.example.org/studio" },
});

/** Those of the team who are named take it together. */
export const kickOff = parseEventTypeInput({
  title: "Kick-off",
  slug: "kick-off",
  durations: [60],
  bufferAfter: 15,
  colour: "violet",
  description: "An hour to begin a project, with everybody who will be in it.",
  location: { kind: "link", value: "https://meet.example.org/studio" },
});

export const guests = {
  joan: { name: "Joan Marsh", email: "joan@example.net", zone: "Europe/London" },
  lin: { name: "Lin Wei", email: "lin@example.net", zone: "Asia/Shanghai" },
  noor: { name: "Noor Haddad", email: "noor@example.net", zone: "Asia/Kathmandu" },
  otto: { name: "Otto Sørensen", email: "otto@example.net", zone: "Europe/Copenhagen" },
  pia: { name: "Pia Conti", email: "pia@example.net", zone: "Europe/Rome" },
  ravi: { name: "Ravi Menon", email: "ravi@example.net", zone: "Asia/Kolkata" },
  tess: { name: "Tess O’Neill", email: "tess@example.net", zone: "America/New_York" },
  yuki: { name: "Yuki Tanaka", email: "yuki@example.net", zone: "Asia/Tokyo" },
} as const;
