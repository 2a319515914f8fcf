import type { PickerView } from "$lib/components/picker-view.ts";
import type { BookingQuestion } from "$lib/scheduling/booking-questions.ts";
import { type Location, mayCallGuest, placeKey } from "$lib/scheduling/location.ts";
import { agents } from "$lib/i18n/english-only/index.ts";
import { formatDate } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { inlineText } from "./escape.ts";

const words = agents.markdown;

/** What holds for a booking, as a list: lengths, place, who confirms, notice, window and deadlines. */
export function rulesSection({ owner, type }: BookingPage, view: PickerView["type"]): string[] {
  const { durations, minimumNotice, bookingWindowUntil: until, bookingWindowDays: days } = type;
  const reader = { zone: owner.zone, language: "en", hourCycle: 24 as const };
  const lengths = format(words.lengths, {
    lengths: durations.map((each) => formatDuration(each, "en")).join(", "),
  });
  const more = format(words.lengthDefault, { minutes: durations.join(", ") });
  const notice = (minutes: number) => minutes === 0 ? words.start : formatDuration(minutes, "en");
  const rules = [
    durations.length > 1 ? `${lengths} ${more}` : lengths,
    ...view.place ? [format(words.place, { place: inlineText(view.place) })] : [],
    ...placeRules(type.location),
    `${inlineText(view.decision)}.`,
    ...view.group ? [`${view.group}.`] : [],
    format(words.zone, { name: inlineText(owner.name), zone: owner.zone }),
    ...minimumNotice > 0
      ? [format(words.notice, { notice: formatDuration(minimumNotice, "en") })]
      : [],
    until === null
      ? format(words.window, { days })
      : format(words.windowUntil, { date: formatDate(until, reader) }),
    ...type.cancellationNotice > 0
      ? [format(words.cancel, { notice: notice(type.cancellationNotice) })]
      : [],
    ...type.rescheduleNotice > 0
      ? [format(words.reschedule, { notice: notice(type.rescheduleNotice) })]
      : [],
  ];
  return [`## ${words.rules}`, list(rules)];
}

/** What a booking has to say about the place. */
function placeRules(location: Location): string[] {
  const places = location.kind === "choice"
    ? location.options.map((place) => `\`${inlineText(placeKey(place))}\``).join(", ")
    : "";
  return [
    ...places ? [format(words.places, { places })] : [],
    ...location.kind === "call-guest" ? [words.phone] : [],
    ...location.kind === "choice" && mayCallGuest(location) ? [words.phoneIfChosen] : [],
  ];
}

/** What a guest is asked, by the names that answers go under; nothing where nothing is asked. */
export function questionsSection(questions: readonly BookingQuestion[]): string[] {
  if (questions.length === 0) return [];
  const items = questions.map(({ slug, label, kind, required, options }) => {
    const of = format(words.kinds[kind], { options: options.map(inlineText).join("; ") });
    const need = required ? words.needs.required : words.needs.optional;
    return `\`${slug}\`: ${format(words.question, { label: inlineText(label), kind: of, need })}`;
  });
  return [`## ${words.questions}`, words.questionsLead, list(items)];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
