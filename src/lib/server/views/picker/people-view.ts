import type { PeopleView } from "$lib/components/picker-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { listOf } from "$lib/i18n/label.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";

/** The most members who are named. */
const MAX_NAMED = 5;

/** Who may be met, of those whose time is searched: one of a round robin, or all of a collective; null on a host's own page. */
export function peopleView(
  { type: { team }, hosts }: Pick<BookingPage, "type" | "hosts">,
  language: string,
): PeopleView | null {
  if (!team || hosts.length === 0) return null;
  const words = messages(language).booking.people;
  const isOneOf = team.mode === "round-robin";
  const shown = hosts.slice(0, hosts.length > MAX_NAMED ? MAX_NAMED - 1 : MAX_NAMED);
  const more = hosts.length - shown.length;
  const names = [
    ...shown.map(({ name }) => name),
    ...more > 0 ? [plural(words.others, more, language)] : [],
  ];
  return {
    label: format(words.with, {
      names: listOf(names, language, isOneOf ? "disjunction" : "conjunction"),
    }),
    shown: shown.map(({ name }) => ({ name, initial: initialOf(name) })),
    more,
  };
}

/** What stands in the circle of a person or team. */
export function initialOf(name: string): string {
  return [...name][0]?.toUpperCase() ?? "";
}
