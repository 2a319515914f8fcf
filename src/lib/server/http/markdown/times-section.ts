import { formatLongDate, formatTime } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { agents } from "$lib/i18n/english-only/index.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { AvailableSlots } from "../../availability/find-slots.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import { isoInstant } from "../../views/picker/picker-query.ts";
import type { BookingPage, PageAddress } from "../../event-types/booking-page.ts";
import { inlineText } from "./escape.ts";

const words = agents.markdown;
const { empty } = messages("en").booking;

/** The next available times in the zone of the host and in UTC, or why there is none, and where others are. */
export function timesSection(
  baseUrl: string,
  { address, owner }: BookingPage,
  { starts, places, emptyReason }: Pick<AvailableSlots, "starts" | "places" | "emptyReason">,
  { minutes, link }: { minutes: number; link: string | null },
): string[] {
  const reader = { zone: owner.zone, language: "en", hourCycle: 24 as const };
  const hasPlaces = places.size > 0;
  const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
  const extra = (cell: string) => hasPlaces ? [cell] : [];
  const table = [
    row(format(words.startIn, { zone: owner.zone }), words.startUtc, ...extra(words.left)),
    row("---", "---", ...extra("---")),
    ...starts.map((start) =>
      row(
        `${formatLongDate(start, reader)}, ${formatTime(start, reader)}`,
        isoInstant(start),
        ...extra(String(places.get(start) ?? "")),
      )
    ),
  ].join("\n");
  return [
    `## ${words.times}`,
    ...starts.length > 0
      ? [format(words.timesLead, { length: formatDuration(minutes, "en") }), table]
      : [emptyText(owner.name, emptyReason)],
    `${words.more}\n<${baseUrl}${availabilityPath(address, minutes, link)}>`,
  ];
}

function emptyText(name: string, reason: AvailableSlots["emptyReason"]): string {
  if (reason === null) return `${empty.over}.`;
  return inlineText(
    `${format(empty[reason], { name })}. ${format(empty[`${reason}Text`], { name })}`,
  );
}

function availabilityPath(address: PageAddress, minutes: number, link: string | null): string {
  const whose = "team" in address ? `teams/${address.team}` : `users/${address.username}`;
  const query = new URLSearchParams({
    days: "14",
    duration: String(minutes),
    ...(link ? { link } : {}),
  });
  return `/v0/${whose}/event-types/${address.slug}/availability?${query}`;
}
