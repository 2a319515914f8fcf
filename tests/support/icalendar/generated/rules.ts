import fc from "fast-check";

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const someDays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => days.join());
const interval = fc.integer({ min: 1, max: 4 });
const nth = fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), weekday).map((pair) => pair.join(""));
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.toSorted((a, b) => a - b).join());

/** libical begins every few weeks on Sundays alone a week late, see `recurring-busy-times.test.ts`. */
const weeks = fc.tuple(interval, someDays).filter(([n, days]) => n === 1 || days !== "SU");

/** Rules that know days and weeks and nothing longer. */
export const weeklyPatterns = fc.oneof(
  interval.map((n) => `FREQ=DAILY;INTERVAL=${n}`),
  fc.constant("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30"),
  fc.constantFrom(5, 7, 26).map((n) => `FREQ=HOURLY;INTERVAL=${n}`),
  weeks.map(([n, days]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${days}`),
  weeks.map(([n, days]) => `FREQ=WEEKLY;INTERVAL=${n};WKST=SU;BYDAY=${days}`),
  interval.map((n) => `FREQ=WEEKLY;INTERVAL=${n}`),
);

/** Rules of every kind that calendar programs write, without COUNT and UNTIL. */
export const patterns = fc.oneof(
  { weight: 6, arbitrary: weeklyPatterns },
  months.map((list) => `FREQ=DAILY;BYMONTH=${list};BYDAY=MO,WE`),
  interval.map((n) => `FREQ=MONTHLY;INTERVAL=${n}`),
  fc.tuple(interval, nth).map(([n, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=${day}`),
  fc.tuple(interval, fc.constantFrom("1,15", "31", "-1", "29,30")).map(([n, days]) =>
    `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${days}`
  ),
  fc.constant("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
  fc.constantFrom(1, -1, 2).map((n) => `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${n}`),
  fc.constant("FREQ=YEARLY"),
  months.map((list) => `FREQ=YEARLY;BYMONTH=${list};BYMONTHDAY=10,-3`),
  fc.tuple(fc.integer({ min: 1, max: 12 }), nth).map(([month, day]) =>
    `FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}`
  ),
  fc.constantFrom(20, -40).map((n) => `FREQ=YEARLY;BYDAY=${n}TH`),
  fc.constantFrom(3, 20, 51).map((week) => `FREQ=YEARLY;BYWEEKNO=${week};BYDAY=TU,FR`),
  fc.constantFrom("100", "-1", "1,200").map((days) => `FREQ=YEARLY;BYYEARDAY=${days}`),
);
