import assert from "node:assert/strict";
import fc from "fast-check";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { calendars, type Made } from "../support/icalendar/generated/calendars.ts";
import { namedZones } from "../support/icalendar/generated/zones.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { differing } from "./oracle-shapes.ts";
import { requires } from "../support/required-programs.ts";
import { seed } from "../support/seed.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const COUNT = isFull ? 2_500 : 100;
const PYTHON = "/usr/bin/python3";

type Spans = number[][];
/** Busy spans of each UID; a sentence where the reader gave up. */
type Answer = Record<string, Spans | string>;

for (const [shape, { why, lines, busy }] of Object.entries(differing)) {
  Deno.test(`parseBusyTimes: ${shape}, by hand (${why})`, () => {
    const text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"]
      .concat("END:VCALENDAR", "").join("\r\n");
    const window = { start: Date.UTC(2026, 0), end: Date.UTC(2028, 0) };
    const [object] = parseBusyTimes(text, window, "Europe/Berlin").objects;
    assert.deepEqual(object?.busy.map(({ start, end }) => `${short(start)}/${short(end)}`), busy);
  });
}

Deno.test(
  `parseBusyTimes: ${COUNT} generated calendars as two other libraries read them (seed ${seed})`,
  requires("busy-readers"),
  async () => {
    const cases = fc.sample(calendars, { seed, numRuns: COUNT });
    const [oracle, libical] = await Promise.all([
      ask(cases, "busy-oracle.py", "recurring_ical_events", "python3-recurring-ical-events"),
      ask(cases, "busy-libical.py", "gi.repository.ICalGLib", "gir1.2-ical-3.0 python3-gi"),
    ]);
    if (!oracle || !libical) return;
    const tally = new Map<string, number>();
    const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
    for (const [index, made] of cases.entries()) {
      const { objects } = parseBusyTimes(made.text, made, made.zone, made.self);
      for (const [uid, shapes] of Object.entries(made.shapes)) {
        const busy = objects.find((object) => object.uid === uid)?.busy ?? [];
        const ours = busy.map(({ start, end }) => [start, end]);
        const [first, second] = [oracle[index]?.[uid], libical[index]?.[uid]];
        const summary = () =>
          `${made.zone}, ${shapes.join(", ")}\n${made.events[uid]}\n` +
          `ours ${words(ours)}\noracle ${words(first)}\nlibical ${words(second)}`;
        assert.ok(isSame(ours, second), `against libical: ${summary()}`);
        count("events");
        if (isSame(ours, first)) count("as both");
        else {
          assert.ok(shapes.some((shape) => shape in differing), `unexplained: ${summary()}`);
          count(typeof first === "string" ? "that the oracle cannot read" : "against the oracle");
        }
        for (const shape of shapes) count(`with ${shape}`);
      }
    }
    console.log(`${COUNT} calendars:`, Object.fromEntries(tally));
    if (isFull) {
      for (const shape of Object.keys(differing)) assert.ok((tally.get(`with ${shape}`) ?? 0) > 20);
    }
  },
);

const isSame = (ours: Spans, theirs: unknown) => JSON.stringify(ours) === JSON.stringify(theirs);

const short = (at: number | undefined) => new Date(at ?? NaN).toISOString().slice(0, 16);

const words = (spans: Spans | string | undefined) =>
  typeof spans === "string"
    ? spans
    : spans?.map(([start, end]) => `${short(start)}/${short(end)}`).join(" ");

async function ask(
  cases: Made[],
  script: string,
  needs: string,
  packages: string,
): Promise<Answer[] | null> {
  const probe = new Deno.Command(PYTHON, { args: ["-c", `import ${needs}`], stderr: "null" });
  if (!(await probe.output()).success) return missingProgram(needs, `apt-get install ${packages}`);
  const child = new Deno.Command(PYTHON, {
    args: [new URL(`../support/icalendar/${script}`, import.meta.url).pathname],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  const windows = Object.fromEntries(namedZones.map(({ tzid, iana }) => [tzid, iana]));
  const lines = cases.map((made) => JSON.stringify({ ...made, windows }));
  await writer.write(new TextEncoder().encode(`${lines.join("\n")}\n`));
  await writer.close();
  return new TextDecoder().decode((await output).stdout).trim().split("\n")
    .map((line) => JSON.parse(line));
}
