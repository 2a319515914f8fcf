import type { BestChange } from "$lib/scheduling/wanted/best-change.ts";
import { messages } from "$lib/i18n/messages.ts";

/** Where a change is made, and what the link there says. */
export function changeLink(
  { change, typeIds }: BestChange,
  { teamId, language }: { teamId: string | null; language: string },
): { href: string; label: string } {
  const { fix } = messages(language).dashboard.troubleshoot;
  const place = teamId === null ? "/dashboard" : `/dashboard/teams/${teamId}`;
  const section = `${place}/event-types/${typeIds[0]}/availability`;
  switch (change.kind) {
    case "hours":
    case "open":
    case "between": {
      const schedule = new URLSearchParams({ schedule: change.scheduleId });
      return {
        href: `/dashboard/availability?${schedule}#day-${change.weekday}`,
        label: fix.HOURS,
      };
    }
    case "notice":
      return { href: `${section}#minimumNotice`, label: fix.NOTICE };
    case "window":
      return { href: `${section}#bookingWindowDays`, label: fix.HORIZON };
    case "last-date":
      return { href: `${section}#bookingWindowUntil`, label: fix.HORIZON };
    case "buffer":
      return {
        href: `${section}#${change.side === "before" ? "bufferBefore" : "bufferAfter"}`,
        label: fix.BUFFER,
      };
    case "limit":
      return change.of === "host"
        ? { href: "/dashboard/availability/limits", label: fix.CAP }
        : { href: `${section}#bookingLimits.${change.period}`, label: fix.CAP };
  }
}
