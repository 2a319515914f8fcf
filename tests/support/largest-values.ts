import type { Tracking } from "$lib/scheduling/booking-tracking.ts";
/** Values as large as the product takes them. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { RemindersInput } from "$lib/scheduling/reminder.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { granted } from "./granted.ts";
import type { TestApp } from "./test-app.ts";

/** Text of the full length: every second character lies outside Latin-1, every fourth outside the basic plane. */
export function fullText(length: number): string {
  return "ЖaЖ😀".repeat(length).slice(0, length).replace(/[\uD800-\uDBFF]$/, "Ж");
}

/** A redirect of 500 characters. */
export const longestRedirect = { url: `https://example.org/${"p".repeat(480)}`, withGuest: true };

/** Questions of the most words that a type can have. */
export const largestQuestions = {
  long: Array.from({ length: 20 }, (_, i) => ({
    slug: `${"q".repeat(38)}${i}`.slice(-40),
    label: fullText(125),
    kind: "long" as const,
    required: true,
    options: [],
  })),
  choice: Array.from({ length: 20 }, (_, i) => ({
    slug: `${"q".repeat(38)}${i}`.slice(-40),
    label: fullText(125),
    kind: "choice" as const,
    required: true,
    options: Array.from({ length: 20 }, (_, n) => `${fullText(8)}${10 + n}`),
  })),
};

/** As many reminders as a type can have, the longest there are. */
export async function withReminders(app: TestApp, host: Host, type: EventType): Promise<EventType> {
  const input = granted(parse(RemindersInput, {
    alarm: 10_080,
    reminders: Array.from({ length: 20 }, (_, i) => ({
      id: null,
      side: "before",
      minutes: 10_080 - i,
      to: "both",
    })),
  }));
  return await granted(reminders.setReminders(app, host.id, type.id, type.revision, input));
}

/** Where a guest came from, in as many words as are kept. */
export const fullTracking: Tracking = {
  utm: { source: fullText(60), medium: fullText(60), campaign: fullText(60), term: fullText(60) },
  metadata: Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`${i}`.repeat(20), fullText(23)]),
  ),
};
