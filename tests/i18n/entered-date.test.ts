import assert from "node:assert/strict";
import { enteredDate, enteredMoment, enteredTime, shownInField } from "$lib/i18n/entered-date.ts";
import { languages } from "$lib/scheduling/language.ts";

const british = { language: "en", hourCycle: 24 } as const;
const american = { language: "en", hourCycle: 12 } as const;
const german = { language: "de", hourCycle: 24 } as const;
const arab = { language: "ar", hourCycle: 12 } as const;

Deno.test("entered dates: ISO in every language, digits in the order of the language", () => {
  for (const reader of [british, american, german, arab]) {
    for (
      const text of ["2026-12-01", " 2026-12-01 ", "2026/12/1", "1.12.2026", "01.12.26", "20261201"]
    ) {
      assert.equal(enteredDate(text, reader), "2026-12-01", `${reader.language}: ${text}`);
    }
  }
  for (const text of ["01/12/2026", "1/12/26", "1-12-2026", "01 12 2026", "01122026"]) {
    assert.equal(enteredDate(text, british), "2026-12-01", text);
    assert.equal(enteredDate(text, german), "2026-12-01", text);
  }
  for (const text of ["12/01/2026", "12/1/26", "12-1-2026", "12012026"]) {
    assert.equal(enteredDate(text, american), "2026-12-01", text);
  }
  assert.equal(enteredDate("٠١/١٢/٢٠٢٦", arab), "2026-12-01");
  assert.equal(enteredDate("1\u200f/12\u200f/2026", arab), "2026-12-01");
});

Deno.test("entered dates: what is none stays as it was entered", () => {
  for (
    const text of [
      "",
      "tomorrow",
      "31.2.2026",
      "1.12.",
      "1.12.6",
      "24/13/2026",
      "2026-12",
      "9999-99-99",
    ]
  ) {
    assert.equal(enteredDate(text, german), text);
  }
  assert.equal(enteredDate("24/12/2026", american), "24/12/2026", "no guess at another order");
});

Deno.test("entered times and moments: by either clock", () => {
  assert.deepEqual(["9", "0930", "5 pm", "17.00", "٩:٣٠"].map(enteredTime), [
    "09:00",
    "09:30",
    "17:00",
    "17:00",
    "09:30",
  ]);
  assert.equal(enteredTime("noon"), "noon");
  for (
    const text of ["2026-12-01T14:30", "12/1/2026, 2:30 PM", "12/01/2026 14:30", "12/1/26 2:30pm"]
  ) {
    assert.equal(enteredMoment(text, american), "2026-12-01T14:30", text);
  }
  for (const text of ["1.12.2026", "1.12.2026 25:00", "14:30", ""]) {
    assert.equal(enteredMoment(text, german), text);
  }
});

Deno.test("what a field shows is read back as the same, in every language and by both clocks", () => {
  assert.equal(shownInField("2026-12-01", british), "01/12/2026");
  assert.equal(shownInField("2026-12-01", american), "12/01/2026");
  assert.equal(shownInField("2026-12-01", german), "01.12.2026");
  assert.equal(shownInField("2026-12-01T14:30", american), "12/01/2026, 2:30 PM");
  assert.equal(shownInField("14:30", american), "2:30 PM");
  assert.equal(shownInField("the 1st", german), "the 1st");
  for (const language of languages) {
    for (const hourCycle of [12, 24] as const) {
      const reader = { language, hourCycle };
      assert.equal(enteredDate(shownInField("2026-02-11", reader), reader), "2026-02-11");
      const moment = shownInField("2026-02-11T23:05", reader);
      assert.equal(enteredMoment(moment, reader), "2026-02-11T23:05", `${language}: ${moment}`);
    }
  }
});
