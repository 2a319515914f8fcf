import assert from "node:assert/strict";
import { formatClock } from "$lib/i18n/date-time.ts";
import { languages } from "$lib/scheduling/language.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";

const readings: [string, number | null][] = [
  ["9", 540],
  ["09", 540],
  ["9:30", 570],
  ["0930", 570],
  ["930", 570],
  ["17.00", 1020],
  ["17h30", 1050],
  [" 5 PM ", 1020],
  ["٩:٣٠", 570],
  ["5:15 م", 1035],
  ["9 ص", 540],
  ["12 am", 0],
  ["12:15 p.m.", 735],
  ["12:15 p. m.", 735],
  ["00:00", 0],
  ["23:59", 1439],
  ["24:00", null],
  ["13 pm", null],
  ["0 am", null],
  ["9:60", null],
  ["25", null],
  ["-1", null],
  ["", null],
  ["noon", null],
  ["9:30:15", null],
];

for (const [text, minutes] of readings) {
  Deno.test(`parseClockTime reads a start of ${JSON.stringify(text)} as ${minutes}`, () => {
    assert.equal(parseClockTime(text, "from"), minutes);
  });
}

Deno.test("parseClockTime reads an end at midnight, however it is written, as the end of the day", () => {
  for (const text of ["24:00", "24", "0:00", "00:00", "12 am"]) {
    assert.equal(parseClockTime(text, "to"), 1440, text);
  }
});

Deno.test("parseClockTime reads back every time as a page shows it, in every language and by both clocks", () => {
  const readers = languages.flatMap((language) =>
    ([12, 24] as const).map((hourCycle) => ({ language, hourCycle }))
  );
  for (const reader of readers) {
    for (let minutes = 0; minutes <= 1440; minutes++) {
      const shown = formatClock(minutes, reader);
      if (minutes < 1440) assert.equal(parseClockTime(shown, "from"), minutes, shown);
      if (minutes > 0) assert.equal(parseClockTime(shown, "to"), minutes, shown);
    }
  }
});
