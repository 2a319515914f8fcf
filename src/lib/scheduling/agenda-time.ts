import { addDays, dateAt, wallClockInstant } from "./day.ts";

/** When a host's daily agenda is sent, in wall-clock time. */
export interface DailyAgenda {
  /** Minutes since midnight. */
  at: number;
  /** IANA zone name. */
  zone: string;
}

/** The instant of a date's agenda; a time that a clock change skips becomes the instant of the change. */
export function agendaInstant(date: string, { at, zone }: DailyAgenda): number {
  return wallClockInstant(date, at, zone, "start");
}

/** The date whose email is due at this instant, of those later than the last one that was sent; null while none is. */
export function dueAgendaDate(agenda: DailyAgenda, now: number, sent: string): string | null {
  const today = dateAt(now, agenda.zone);
  return today > plausibleLastSent(sent, today) && agendaInstant(today, agenda) <= now
    ? today
    : null;
}

/** When the next agenda is due after this instant; dates up to the last sent one are done. */
export function nextAgendaInstant(agenda: DailyAgenda, now: number, sent: string): number {
  const today = dateAt(now, agenda.zone);
  const seen = plausibleLastSent(sent, today);
  const first = agendaInstant(today, agenda);
  if (today > seen && first > now) return first;
  return agendaInstant(addDays(today > seen ? today : seen, 1), agenda);
}

/** A host who travelled west may have been sent tomorrow's date; a later one came from a clock that ran ahead. */
function plausibleLastSent(sent: string, today: string): string {
  return sent > addDays(today, 1) ? "" : sent;
}
