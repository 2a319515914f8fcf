import { deadlineOf } from "$lib/scheduling/booking-state.ts";
import {
  type DisplayOptions,
  formatInstant,
  formatShortWhen,
  formatWhen,
} from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import { hostNames } from "$lib/i18n/host-names.ts";
import { inLine } from "$lib/i18n/label.ts";
import { oneLine } from "./email-content.ts";
import type { EmailFacts } from "./email.ts";
import type { MessageContext } from "./messages/message.ts";

/** Whose zone, language and clock an email has: the guest's, or those of the host who gets it. */
export function readerOf({ to, booking, host }: Pick<EmailFacts, "to" | "booking" | "host">) {
  const { zone, language, hourCycle } = to === "guest" ? booking.guest : host;
  return { zone, language, hourCycle };
}

/** The catalogue, the reader and the placeholder values of an email. */
export function messageContextOf(
  { booking, host, hosts, withdrawn, to, previousTime, otherGuests, dates }: EmailFacts,
): MessageContext {
  const { guest } = booking;
  const reader = readerOf({ to, booking, host });
  const { language } = reader;
  const first = formatShortWhen(booking.start, reader);
  const placeholders: MessageContext["placeholders"] = {
    title: oneLine(booking.type.title),
    host: shortNamesOfHosts(hosts, booking.team, language),
    guest: otherGuests
      ? plural(messages(language).emails.andOthers, otherGuests, language, {
        name: oneLine(guest.name),
      })
      : oneLine(guest.name),
    when: dates
      ? plural(messages(language).emails.series.when, dates.length, language, { when: first })
      : first,
    deadline: formatInstant(
      deadlineOf(booking) ?? booking.start,
      reader,
    ),
    was: previousTime ? formatWhen(previousTime, reader) : "",
    to: booking.rescheduleRequest ? formatWhen(booking.rescheduleRequest, reader) : "",
    team: oneLine(booking.team?.name ?? ""),
    member: oneLine(withdrawn.at(-1)?.name ?? ""),
  };
  const count = Math.max(1, hosts.length);
  return {
    words: messages(language).emails,
    reader,
    placeholders,
    ofHosts: (forms) => plural(forms, count, language, placeholders),
  };
}

/** So many members are named in a sentence; of more, the first three. */
const MAX_NAMED = 4;

/** The same, short enough for a subject; the email lists everybody. */
function shortNamesOfHosts(
  hosts: EmailFacts["hosts"],
  team: EmailFacts["booking"]["team"],
  language: DisplayOptions["language"],
): string {
  if (!isShortened(hosts)) return namesOfHosts(hosts, team, language);
  const named = hosts.slice(0, MAX_NAMED - 1);
  const name = inLine(named.map(({ name }) => oneLine(name)), language);
  const { andOthers } = messages(language).emails;
  return plural(andOthers, hosts.length - named.length, language, { name });
}

/** Whether sentences of an email leave out some of these hosts. */
export function isShortened(hosts: EmailFacts["hosts"]): boolean {
  return hosts.length > MAX_NAMED;
}

/** The names of a booking's hosts for an email, each on one line. */
export function namesOfHosts(
  hosts: EmailFacts["hosts"],
  team: EmailFacts["booking"]["team"],
  language: DisplayOptions["language"],
): string {
  const named = hosts.map(({ name }) => ({ name: oneLine(name) }));
  return hostNames(named, team && { mode: team.mode, name: oneLine(team.name) }, language);
}
