import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { mostReminders, RemindersWish } from "$lib/scheduling/reminders.ts";
import { amountOf, minutesOf } from "../../lengths.ts";

/** One reminder as it was typed. */
export interface TypedReminder {
  /** Empty for one that is not stored yet. */
  id: string;
  amount: string;
  unit: string;
  side: string;
  to: string;
}

export interface TypedReminders {
  /** The revision that the form was opened with. */
  revision: string;
  alarm: string;
  rows: TypedReminder[];
}

const usual: TypedReminder = { id: "", amount: "1", unit: "days", side: "before", to: "guest" };

/** What the form shows of a stored type. */
export function typedOf({ revision, alarm, reminders }: EventType): TypedReminders {
  return {
    revision: String(revision),
    alarm: String(alarm ?? ""),
    rows: reminders.map(({ id, side, to, minutes }) => ({ id, side, to, ...amountOf(minutes) })),
  };
}

/** What was typed. Rows have their fields under the same names, in the same order. */
export function typedFrom(form: FormData): TypedReminders {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const all = (name: string) => form.getAll(name).map((value) => String(value).trim());
  const [units, sides, tos, ids] = [all("unit"), all("side"), all("to"), all("id")];
  return {
    revision: text("revision"),
    alarm: text("alarm"),
    rows: all("amount").slice(0, 2 * mostReminders).map((amount, i) => ({
      amount,
      id: ids[i] ?? "",
      unit: units[i] ?? "",
      side: sides[i] ?? "",
      to: tos[i] ?? "",
    })),
  };
}

/** The rows after a press on "add" or "remove:3"; nothing is stored by that. */
export function rearranged(rows: TypedReminder[], press: string): TypedReminder[] {
  if (press === "add") return rows.length < mostReminders ? [...rows, usual] : rows;
  const gone = /^remove:(\d+)$/.exec(press)?.[1];
  return gone === undefined ? rows : rows.filter((_, i) => i !== Number(gone));
}

/** The wish that was typed; a trouble is named by the row that has it. */
export function wishOf({ alarm, rows }: TypedReminders): Outcome<RemindersWish> {
  return parse(RemindersWish, {
    alarm: alarm === "" ? null : numberIn(alarm),
    reminders: rows.map(({ id, amount, unit, side, to }) => ({
      id: id || null,
      minutes: Math.round(numberIn(amount) * minutesOf(unit)),
      side,
      to,
    })),
  });
}

function numberIn(text: string): number {
  return text === "" ? NaN : Number(text.replace(",", "."));
}
