import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { MAX_REMINDERS, type Reminder, RemindersInput } from "$lib/scheduling/reminder.ts";
import { minutesPerUnit, toAmountAndUnit } from "$lib/scheduling/durations.ts";
import { numberFrom, numberOrNull } from "$lib/scheduling/typed-text.ts";

/** One reminder as it was entered. */
export interface ReminderRowValues {
  /** Empty for one that is not stored yet. */
  id: string;
  amount: string;
  unit: string;
  side: string;
  to: string;
}

const newReminderRow: ReminderRowValues = {
  id: "",
  amount: "1",
  unit: "days",
  side: "before",
  to: "guest",
};

/** What the form shows of stored reminders. */
export function reminderRows(reminders: readonly Reminder[]): ReminderRowValues[] {
  return reminders.map(({ id, side, to, minutes }) => ({
    id,
    side,
    to,
    ...toAmountAndUnit(minutes),
  }));
}

/** The rows entered: they have their fields under the same names, in the same order. */
export function readReminderRows(form: FormData): ReminderRowValues[] {
  const all = (name: string) => form.getAll(name).map((value) => String(value).trim());
  const [units, sides, tos, ids] = [all("unit"), all("side"), all("to"), all("id")];
  return all("amount").slice(0, 2 * MAX_REMINDERS).map((amount, i) => ({
    amount,
    id: ids[i] ?? "",
    unit: units[i] ?? "",
    side: sides[i] ?? "",
    to: tos[i] ?? "",
  }));
}

/** The rows after a press on "add" or "remove:3"; nothing is stored by that. */
export function editReminderRows(rows: ReminderRowValues[], press: string): ReminderRowValues[] {
  if (press === "add") return rows.length < MAX_REMINDERS ? [...rows, newReminderRow] : rows;
  const gone = /^remove:(\d+)$/.exec(press)?.[1];
  return gone === undefined ? rows : rows.filter((_, i) => i !== Number(gone));
}

/** The id of the control that gets focus after a press. */
export function reminderFocusAfter(rows: readonly ReminderRowValues[], press: string): string {
  return press === "add" ? `reminder-${rows.length - 1}-amount` : "reminder-add";
}

/** The input parsed from the rows and the alarm; an error is named by the row that has it. */
export function parseReminders(
  { alarm, reminders }: { alarm: string; reminders: readonly ReminderRowValues[] },
): Outcome<RemindersInput> {
  return parse(RemindersInput, {
    alarm: numberOrNull(alarm),
    reminders: reminders.map(({ id, amount, unit, side, to }) => ({
      id: id || null,
      minutes: Math.round(numberFrom(amount) * minutesPerUnit(unit)),
      side,
      to,
    })),
  });
}
