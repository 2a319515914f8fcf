/** A month of a calendar of 1,000 events, 200 of them recurring since 2018: ours, a library that walks from the start, and one in C. */
import ICAL from "ical.js";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { timeLibical } from "./libical.ts";
import type { Measured } from "./bench-table.ts";

const month = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 11, 1) };
const rules = [
  "FREQ=DAILY",
  "FREQ=WEEKLY;BYDAY=MO,WE,FR",
  "FREQ=MONTHLY;BYDAY=2TU",
  "FREQ=WEEKLY;INTERVAL=2",
];
const two = (n: number) => String(n).padStart(2, "0");

const texts = Array.from({ length: 1_000 }, (_, n) => {
  const recurs = n % 5 === 0;
  const day = `${recurs ? 2018 : 2026}${two(1 + n % 12)}${two(1 + n % 28)}`;
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", `UID:${n}`, "SUMMARY:Meeting"]
    .concat(`DTSTART:${day}T${two(7 + n % 11)}0000Z`, "DURATION:PT1H")
    .concat(recurs ? `RRULE:${rules[n / 5 % rules.length]}` : [])
    .concat("END:VEVENT", "END:VCALENDAR", "").join("\r\n");
});

export async function measureCalendars(): Promise<Measured[]> {
  const ours = () =>
    texts.reduce(
      (sum, text) => sum + (parseBusyTimes(text, month, "UTC").objects[0]?.busy.length ?? 0),
      0,
    );
  const theirs = () => texts.reduce((sum, text) => sum + walked(text), 0);
  const what = "a month of 1,000 events, 200 recurring since 2018, read and expanded";
  const cold = fastest(ours, 1);
  // Until the code is compiled as well as it will be.
  fastest(ours, 30);
  const value = fastest(ours, 30);
  const inC = await timeLibical(texts, month, 30);
  if (inC && inC.found !== ours()) {
    console.warn(`libical finds ${inC.found} instances, we find ${ours()}`);
  }
  const libical = inC && { what: "libical in C", value: inC.ms };
  return [
    {
      what,
      value,
      unit: "ms",
      baseline: { what: "ical.js", value: fastest(theirs, 2) },
      aim: { most: 0.01, of: "ratio" },
    },
    ...libical
      ? [
        { what, value, unit: "ms", baseline: libical, aim: { most: 1, of: "ratio" as const } },
        {
          what: "the same for the first time in a process",
          value: cold,
          unit: "ms",
          baseline: libical,
        },
      ]
      : [],
  ];
}

function walked(text: string): number {
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent") ??
    undefined;
  const event = new ICAL.Event(component);
  const walk = event.iterator();
  const most = ICAL.Time.fromJSDate(new Date(month.end), true);
  let found = 0;
  for (let next = walk.next(); next && next.compare(most) < 0; next = walk.next()) {
    if (next.toJSDate().getTime() >= month.start - 3_600_000) found++;
    if (!event.isRecurring()) break;
  }
  return found;
}

/** The fastest of some rounds, ms, as for libical: what other programs take meanwhile is not measured. */
function fastest(work: () => number, rounds: number): number {
  return Math.min(...Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }));
}
