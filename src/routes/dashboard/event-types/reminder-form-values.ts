import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { MAX_REMINDERS, RemindersInput } from "$lib/scheduling/reminder.ts";
import { minutesPerUnit, toAmountAndUnit } from "./duration-units.ts";

/** One reminder as it was entered. */
export interface ReminderRowValues {
  /** Empty for one that is not stored yet. */
  id: string;
  amount: string;
  unit: string;
  side: string;
  to: string;
}

export interface ReminderFormValues {
  /** The revision that the form was opened with. */
  revision: string;
  alarm: string;
  rows: ReminderRowValues[];
}

const newReminderRow: ReminderRowValues = {
  id: "",
  amount: "1",
  unit: "days",
  side: "before",
  to: "guest",
};

/** What the form shows of a stored type. */
export function reminderFormValues({ revision, alarm, reminders }: EventType): ReminderFormValues {
  return {
    revision: String(revision),
    alarm: String(alarm ?? ""),
    rows: reminders.map(({ id, side, to, minutes }) => ({
      id,
      side,
      to,
      ...toAmountAndUnit(minutes),
    })),
  };
}

/** The values entered. Rows have their fields under the same names, in the same order. */
export function parseReminderForm(form: FormData): ReminderFormValues {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const all = (name: string) => form.getAll(name).map((value) => String(value).trim());
  const [units, sides, tos, ids] = [all("unit"), all("side"), all("to"), all("id")];
  return {
    revision: text("revision"),
    alarm: text("alarm"),
    rows: all("amount").slice(0, 2 * MAX_REMINDERS).map((amount, i) => ({
      amount,
      id: ids[i] ?? "",
      unit: units[i] ?? "",
      side: sides[i] ?? "",
      to: tos[i] ?? "",
    })),
  };
}

/** The rows after a press on "add" or "remove:3"; nothing is stored by that. */
export function editReminderRows(rows: ReminderRowValues[], press: string): ReminderRowValues[] {
  if (press === "add") return rows.length < MAX_REMINDERS ? [...rows, newReminderRow] : rows;
  const gone = /^remove:(\d+)$/.exec(press)?.[1];
  return gone === undefined ? rows : rows.filter((_, i) => i !== Number(gone));
}

/** The input parsed from the form; an error is named by the row that has it. */
export function parseReminders({ alarm, rows }: ReminderFormValues): Outcome<RemindersInput> {
  return parse(RemindersInput, {
    alarm: alarm === "" ? null : numberIn(alarm),
    reminders: rows.map(({ id, amount, unit, side, to }) => ({
      id: id || null,
      minutes: Math.round(numberIn(amount) * minutesPerUnit(unit)),
      side,
      to,
    })),
  });
}

function numberIn(text: string): number {
  return text === "" ? NaN : Number(text.replace(",", "."));
}
