/** Calendars of several kinds, each an object a text, as calendar servers keep them: what reading and expanding is measured on. */

/** The month that is asked for. */
export const month = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 11, 1) };

const tzids = [
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "Australia/Sydney",
  "Asia/Kathmandu",
  "America/Chicago",
];

/** Calendars by what is in them. */
export const kinds: Record<string, readonly string[]> = {
  "1,000 events, 200 recurring since 2018": Array.from({ length: 1_000 }, (_, n) => mixed(n)),
  "300 series, daily and weekly since 2003": objects(300, (n) => [
    event(n, `2003${date(n)}`, [
      `RRULE:${["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY"][n % 3]}`,
    ], null),
  ]),
  "30 series, each with 60 changed and 40 deleted dates": objects(30, changedSeries),
  "600 events of whole days, 100 of them yearly": objects(600, wholeDays),
  "600 events in six zones, half of them series": objects(600, (n) => [
    zoneOf(n),
    event(n, `2026${date(n + 7)}`, n % 2 ? ["RRULE:FREQ=WEEKLY;INTERVAL=2"] : [], tzids[n % 6]),
  ]),
  "500 invitations with guests, text and alarm": objects(500, (n) => [
    event(n, `20261${n % 2}${two(1 + n % 28)}`, invitation(n), null),
  ]),
};

function objects(count: number, linesOf: (n: number) => string[][]): string[] {
  return Array.from(
    { length: count },
    (_, n) =>
      ["BEGIN:VCALENDAR", "PRODID:-//Example//Calendar 7.2//EN", "VERSION:2.0"]
        .concat(...linesOf(n), "END:VCALENDAR", "").join("\r\n"),
  );
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** Month and day, another for each number. */
function date(n: number): string {
  return two(1 + n % 12) + two(1 + n % 28);
}

function mixed(n: number): string {
  const rules = ["DAILY", "WEEKLY;BYDAY=MO,WE,FR", "MONTHLY;BYDAY=2TU", "WEEKLY;INTERVAL=2"];
  const recurs = n % 5 === 0;
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", `UID:${n}`, "SUMMARY:Meeting"]
    .concat(`DTSTART:${recurs ? 2018 : 2026}${date(n)}T${two(7 + n % 11)}0000Z`, "DURATION:PT1H")
    .concat(recurs ? `RRULE:FREQ=${rules[n / 5 % rules.length]}` : [])
    .concat("END:VEVENT", "END:VCALENDAR", "").join("\r\n");
}

function event(
  n: number,
  day: string,
  more: string[],
  tzid: string | null = "Europe/Berlin",
): string[] {
  const at = (name: string, minute: string) =>
    tzid === null
      ? `${name}:${day}T${two(7 + n % 11)}${minute}00Z`
      : `${name};TZID=${tzid}:${day}T${two(7 + n % 11)}${minute}00`;
  return [
    "BEGIN:VEVENT",
    "CREATED:20200901T080000Z",
    "LAST-MODIFIED:20200901T080000Z",
    "DTSTAMP:20200901T080000Z",
    `UID:${n}-6f1c2f0e-5f7b-4a43-9b1a@calendar.example`,
    `SUMMARY:Meeting number ${n}`,
    at("DTSTART", "00"),
    at("DTEND", "45"),
    "SEQUENCE:0",
    "TRANSP:OPAQUE",
    ...more,
    "END:VEVENT",
  ];
}

/** Every weekday since September 2026: some dates moved by a quarter of an hour, others deleted. */
function changedSeries(n: number): string[][] {
  const hour = two(7 + n % 11);
  const days = Array.from({ length: 140 }, (_, i) => new Date(Date.UTC(2026, 8, 1 + i)))
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .map((day) => day.toISOString().slice(0, 10).replaceAll("-", ""));
  const at = (name: string, day: string, minute = "00") =>
    `${name};TZID=Europe/Berlin:${day}T${hour}${minute}00`;
  const deleted = days.slice(60).map((day) => at("EXDATE", day));
  const changed = days.slice(0, 60).map((day) =>
    event(n, day, [at("RECURRENCE-ID", day)]).map((line) =>
      line.startsWith("DTSTART") ? at("DTSTART", day, "15") : line
    )
  );
  return [
    zoneOf(0),
    event(n, days[0]!, ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ...deleted]),
    ...changed,
  ];
}

function wholeDays(n: number): string[][] {
  const isYearly = n % 6 === 0;
  const day = `${isYearly ? 1980 : 2026}${date(n)}`;
  return [[
    "BEGIN:VEVENT",
    "DTSTAMP:20200901T080000Z",
    `UID:${n}-6f1c2f0e-5f7b-4a43-9b1a@calendar.example`,
    `SUMMARY:Day number ${n}`,
    `DTSTART;VALUE=DATE:${day}`,
    "DURATION:P1D",
    ...isYearly ? ["RRULE:FREQ=YEARLY"] : [],
    "END:VEVENT",
  ]];
}

function invitation(n: number): string[] {
  const guests = Array.from({ length: 8 }, (_, i) => [
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRU`,
    ` E;CN="Guest number ${i}";X-NUM-GUESTS=0:mailto:guest-${i}-of-${n}@example.org`,
  ]);
  return [
    'ORGANIZER;CN="Ada":mailto:ada@example.org',
    ...guests.flat(),
    "DESCRIPTION:Please read the documents before we meet\\, and bring what you have",
    ...Array.from(
      { length: 12 },
      () => `  written about them\\; the room is open from half past eight on.\\n`,
    ),
    "LOCATION:Room 12\\, second floor",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:This is an event reminder",
    "TRIGGER:-PT10M",
    "END:VALARM",
  ];
}

function observance(kind: string, from: string, to: string, rule: string): string[] {
  return [`BEGIN:${kind}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, "DTSTART:19700101T020000"]
    .concat(rule ? `RRULE:FREQ=YEARLY;${rule}` : [], `END:${kind}`);
}

function zoneOf(n: number): string[] {
  const rules: [string, string, string, string][] = [
    ["+0100", "+0200", "BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"],
    ["+0000", "+0100", "BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"],
    ["-0500", "-0400", "BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"],
    ["+1000", "+1100", "BYMONTH=10;BYDAY=1SU", "BYMONTH=4;BYDAY=1SU"],
    ["+0545", "+0545", "", ""],
    ["-0600", "-0500", "BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"],
  ];
  const [winter, summer, spring, autumn] = rules[n % 6]!;
  return ["BEGIN:VTIMEZONE", `TZID:${tzids[n % 6]}`]
    .concat(spring ? observance("DAYLIGHT", winter, summer, spring) : [])
    .concat(observance("STANDARD", summer, winter, autumn), "END:VTIMEZONE");
}
