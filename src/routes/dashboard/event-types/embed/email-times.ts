import {
  type DisplayOptions,
  formatDate,
  formatOffset,
  formatTime,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { escapeHtml } from "$lib/server/email/layout.ts";
import { lightColours } from "$lib/server/email/colours.ts";

/** As many days and times as a reader takes in at a glance; the page has the others. */
const MAX_DAYS = 5;
const MAX_TIMES = 6;

/** The next times of an event type as a table for an email, each a link to its form. */
export interface EmailTimes {
  title: string;
  /** In which zone the times are given. */
  zone: string;
  days: { label: string; times: { label: string; href: string }[] }[];
  more: { label: string; href: string };
  direction: "ltr" | "rtl";
}

/** Of the starts, epoch ms ascending, the first days and of each a few times spread over it. */
export function emailTimes(
  starts: readonly number[],
  { title, page, reader, words, direction }: {
    title: string;
    /** Address of the booking page. */
    page: string;
    reader: DisplayOptions;
    words: Messages["dashboard"]["embed"]["email"];
    direction: "ltr" | "rtl";
  },
): EmailTimes {
  const byDay = Map.groupBy(starts, (start) => dateAt(start, reader.zone));
  const offset = starts.length > 0 ? formatOffset(starts[0]!, reader) : "";
  return {
    title,
    zone: format(words.zone, { zone: formatZone(reader.zone), offset }),
    days: [...byDay].slice(0, MAX_DAYS).map(([date, times]) => ({
      label: formatDate(date, reader),
      times: spread(times, MAX_TIMES).map((start) => ({
        label: formatTime(start, reader),
        href: `${page}?slot=${encodeURIComponent(new Date(start).toISOString())}`,
      })),
    })),
    more: { label: words.more, href: page },
    direction,
  };
}

/** At most `n` of the values, evenly spread, the first one among them. */
function spread<T>(values: readonly T[], n: number): T[] {
  const step = Math.max(1, values.length / n);
  return Array.from(
    { length: Math.min(n, values.length) },
    (_, i) => values[Math.floor(i * step)]!,
  );
}

/** The table as HTML with inline styles, which mail programs keep when it is pasted. */
export function emailHtml({ title, zone, days, more, direction }: EmailTimes): string {
  const { ink, soft, line, primary } = lightColours;
  const cell = `padding:8px 16px 8px 0;border-top:1px solid ${line};vertical-align:top`;
  const link = ({ label, href }: { label: string; href: string }, style = "") =>
    `<a href="${escapeHtml(href)}" style="color:${primary};${style}">${escapeHtml(label)}</a>`;
  const rows = days.map(({ label, times }) =>
    `<tr><td style="${cell};color:${ink}">${escapeHtml(label)}</td><td style="${cell}">${
      times.map((time) => link(time, "white-space:nowrap")).join(" &nbsp; ")
    }</td></tr>`
  );
  return [
    `<table dir="${direction}" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-family:Arial,sans-serif;font-size:14px;line-height:1.6">`,
    `<tr><td colspan="2" style="padding:0 0 8px;color:${ink}"><strong>${
      escapeHtml(title)
    }</strong><br><span style="color:${soft}">${escapeHtml(zone)}</span></td></tr>`,
    ...rows,
    `<tr><td colspan="2" style="${cell}">${link(more)}</td></tr>`,
    "</table>",
  ].join("\n");
}

/** The table as plain text, for a mail program without HTML. */
export function emailText({ title, zone, days, more }: EmailTimes): string {
  return [
    title,
    zone,
    ...days.flatMap(({ label, times }) => [
      "",
      label,
      ...times.map((time) => `${time.label}: ${time.href}`),
    ]),
    "",
    `${more.label}: ${more.href}`,
  ].join("\n");
}
