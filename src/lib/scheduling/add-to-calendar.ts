import { withoutDirectionMarks } from "./direction-marks.ts";
import type { Span } from "./span.ts";

/** What a link to a calendar's own form fills in. */
export interface CalendarForm extends Span {
  title: string;
  /** Empty for none. */
  place: string;
}

/** Links that open a new event of Google Calendar and Outlook; nothing is loaded from these sites. */
export function addToCalendarLinks(
  { start, end, ...texts }: CalendarForm,
): { google: string; outlook: string } {
  const title = withoutDirectionMarks(texts.title), place = withoutDirectionMarks(texts.place);
  const iso = (instant: number) => new Date(instant).toISOString();
  const stamp = (instant: number) => iso(instant).replace(/[-:]|\.\d{3}/g, "");
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${stamp(start)}/${stamp(end)}`,
    location: place,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: iso(start),
    enddt: iso(end),
    location: place,
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
  };
}
