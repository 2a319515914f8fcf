import { addDays, dateAt, wallClockInstant } from "./day.ts";

/** When a host wants the email about their day, as a clock on the wall shows it. */
export interface DailyAgenda {
  /** Minutes since midnight. */
  at: number;
  /** IANA zone name. */
  zone: string;
}

/** The instant of a date's email; at an hour that a clock change skips, when the clock goes on. */
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

/** When the next email is due after this instant; of dates that were seen to none is. */
export function nextAgendaInstant(agenda: DailyAgenda, now: number, sent: string): number {
  const today = dateAt(now, agenda.zone);
  const seen = plausibleLastSent(sent, today);
  const first = agendaInstant(today, agenda);
  if (today > seen && first > now) return first;
  return agendaInstant(addDays(today > seen ? today : seen, 1), agenda);
}

/** Who travels west has the next date behind them; one still later was sent by a clock that ran ahead. */
function plausibleLastSent(sent: string, today: string): string {
  return sent > addDays(today, 1) ? "" : sent;
}
