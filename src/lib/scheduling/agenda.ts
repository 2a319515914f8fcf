import { addDays, boundary, dateAt } from "./day.ts";

/** When a host wants the letter about their day, as a clock on the wall shows it. */
export interface AgendaWish {
  /** Minutes since midnight. */
  at: number;
  /** IANA zone name. */
  zone: string;
}

/** The instant of a date's letter; at an hour that a clock change skips, when the clock goes on. */
export function agendaAt(date: string, { at, zone }: AgendaWish): number {
  return boundary(date, at, zone, "start");
}

/** The date whose letter is due at this instant, of those later than the last one that was sent; null while none is. */
export function agendaDue(wish: AgendaWish, now: number, sent: string): string | null {
  const today = dateAt(now, wish.zone);
  return today > believed(sent, today) && agendaAt(today, wish) <= now ? today : null;
}

/** When the next letter is due after this instant; of dates that were seen to none is. */
export function nextAgenda(wish: AgendaWish, now: number, sent: string): number {
  const today = dateAt(now, wish.zone);
  const seen = believed(sent, today);
  const first = agendaAt(today, wish);
  if (today > seen && first > now) return first;
  return agendaAt(addDays(today > seen ? today : seen, 1), wish);
}

/** Who travels west has the next date behind them; one still later was sent by a clock that ran ahead. */
function believed(sent: string, today: string): string {
  return sent > addDays(today, 1) ? "" : sent;
}
