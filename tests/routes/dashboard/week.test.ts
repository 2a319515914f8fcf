import assert from "node:assert/strict";
import { defaultWeeklyHours } from "$lib/scheduling/availability-schedule.ts";
import { messages } from "$lib/i18n/messages.ts";
import { parseWeeklyHours } from "../../../src/routes/dashboard/availability/parse-weekly-hours.ts";
import {
  editRows,
  parseWeekForm,
  weekdays,
  type WeekFormValues,
  weekFormValues,
} from "../../../src/routes/dashboard/availability/week-form-values.ts";
import { formatWeeklyHours } from "../../../src/routes/dashboard/first-steps.ts";
import { refusal } from "../../support/granted.ts";

const words = messages("en").dashboard.availability;
const empty: WeekFormValues = [[], [], [], [], [], [], []];

const reader = { language: "en", hourCycle: 24 } as const;

Deno.test("parseWeeklyHours reads back the hours that weekFormValues shows, in both hour cycles", () => {
  const rules = [...defaultWeeklyHours, { weekday: 7, from: 0, to: 1440 }];
  for (const cycle of [12, 24] as const) {
    assert.deepEqual(
      parseWeeklyHours(weekFormValues(rules, { language: "en", hourCycle: cycle })),
      { ok: true, value: rules },
    );
  }
});

Deno.test("parseWeekForm preserves the entered values, several windows a day, and drops empty rows", () => {
  const week = parseWeekForm(
    {
      ...Object.fromEntries(weekdays.flatMap((day) => [[`from-${day}`, []], [`to-${day}`, []]])),
      "from-1": ["9", "", "14"],
      "to-1": ["noon", " ", "24:00"],
    } as Parameters<typeof parseWeekForm>[0],
  );
  assert.deepEqual(week[0], [{ from: "9", to: "noon" }, { from: "14", to: "24:00" }]);
});

Deno.test("parseWeeklyHours names each wrong row and its error", () => {
  const rules = refusal(parseWeeklyHours([
    [{ from: "9", to: "noon" }, { from: "13", to: "14" }],
    [{ from: "17", to: "9" }],
    [],
    [],
    [],
    [],
    [],
  ]));
  assert.deepEqual(rules.fields, { "1-0": "time-invalid", "2-0": "window-backwards" });
});

Deno.test("reshaped adds the usual day, then a window behind the last one, and removes by row", () => {
  const once = editRows(empty, "add-3", [], reader);
  assert.deepEqual(once[2], [{ from: "09:00", to: "17:00" }]);
  const twice = editRows(once, "add-3", [], reader);
  assert.deepEqual(twice[2]?.[1], { from: "18:00", to: "20:00" });
  assert.deepEqual(editRows(twice, "remove-3-0", [], reader)[2], [{ from: "18:00", to: "20:00" }]);
});

Deno.test("reshaped copies a day to the days that were ticked and leaves the others", () => {
  const week = weekFormValues(defaultWeeklyHours, reader).with(0, [{ from: "10:00", to: "12:00" }]);
  const copied = editRows(week, "copy-1", [6, 7], reader);
  assert.deepEqual(copied[5], week[0]);
  assert.deepEqual(copied[6], week[0]);
  assert.deepEqual(copied.slice(0, 5), week.slice(0, 5));
});

Deno.test("reshaped leaves the week as it is over a press it does not know", () => {
  for (const press of ["", "add", "add-9", "wipe-1", "remove-1-7"]) {
    assert.deepEqual(editRows(empty, press, [], reader), empty, press);
  }
});

Deno.test("formatWeeklyHours puts days with the same hours together", () => {
  assert.equal(formatWeeklyHours(defaultWeeklyHours, reader, words, 1), "Mon–Fri 09:00–17:00");
  const more = [...defaultWeeklyHours, { weekday: 5, from: 1080, to: 1200 }, {
    weekday: 7,
    from: 0,
    to: 1440,
  }];
  assert.equal(
    formatWeeklyHours(more, reader, words, 1),
    "Mon–Thu 09:00–17:00; Fri 09:00–17:00, 18:00–20:00; Sun 00:00–24:00",
  );
  assert.equal(
    formatWeeklyHours(more, reader, words, 7),
    "Sun 00:00–24:00; Mon–Thu 09:00–17:00; Fri 09:00–17:00, 18:00–20:00",
  );
  assert.equal(formatWeeklyHours([], reader, words, 1), words.none);
});
