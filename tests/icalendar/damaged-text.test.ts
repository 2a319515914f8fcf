import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidICalendar } from "$lib/icalendar/content-lines.ts";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { merge, subtract } from "$lib/scheduling/span.ts";
import { calendars, type Made } from "../support/icalendar/generated/calendars.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const numRuns = isFull ? 20_000 : 500;

/** What became free by an accident to the text, unless the reading says that something could not be read. */
function silentlyFreed(made: Made, damaged: string) {
  const { objects } = parseBusyTimes(made.text, made, made.zone, made.self);
  const was = merge(objects.flatMap(({ busy }) => busy));
  try {
    const reading = parseBusyTimes(damaged, made, made.zone, made.self);
    if (reading.unreadable.length > 0) return [];
    return subtract(was, merge(reading.objects.flatMap(({ busy }) => busy)));
  } catch (error) {
    if (!(error instanceof InvalidICalendar)) throw error;
    return [];
  }
}

const shown = (text: string, at: number) =>
  JSON.stringify(text.slice(Math.max(0, at - 60), at + 40));

Deno.test("parseBusyTimes: one damaged character of an event or a zone frees nothing without a count", () => {
  const sign = fc.constantFrom("?", "~", "\0", "é", "<", "_");
  fc.assert(
    fc.property(calendars, fc.nat(), sign, (made, place, broken) => {
      const from = made.text.search(/BEGIN:V(EVENT|TIMEZONE)/);
      const at = from + place % (made.text.length - "END:VCALENDAR\r\n".length - from);
      const damaged = made.text.slice(0, at) + broken + made.text.slice(at + 1);
      assert.deepEqual(silentlyFreed(made, damaged), [], shown(damaged, at));
    }),
    { numRuns, endOnFailure: true },
  );
});

Deno.test("parseBusyTimes: a truncated calendar is no smaller calendar", () => {
  fc.assert(
    fc.property(calendars, fc.nat(), ({ text, start, end, zone }, place) => {
      const cut = text.slice(0, place % text.trimEnd().length);
      assert.throws(() => parseBusyTimes(cut, { start, end }, zone), InvalidICalendar);
    }),
    { numRuns },
  );
});

const folder = Deno.env.get("RECURRENCE_VECTORS");

Deno.test({
  name: "parseBusyTimes: one damaged character of libical's rules frees nothing without a count",
  ignore: !folder,
  async fn() {
    const rules: Made[] = [];
    for await (const file of Deno.readDir(folder!)) {
      const text = await Deno.readTextFile(`${folder}/${file.name}`);
      for (const [, rule, first] of text.matchAll(/^RRULE:(.*)\r?\nDTSTART:(\d{8}(?:T\d{6})?)/gm)) {
        const at = Date.UTC(+first!.slice(0, 4), +first!.slice(4, 6) - 1, +first!.slice(6, 8));
        const lines = ["BEGIN:VEVENT", "UID:a", `DTSTART:${first}`, "DURATION:PT1H"]
          .concat(`RRULE:${rule}`, "END:VEVENT");
        const whole = ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
        const end = at + 800 * DAY;
        const window = { start: at, end, zone: "Europe/Berlin", self: [] };
        rules.push({ text: whole, ...window, events: {}, shapes: {} });
      }
    }
    assert.ok(rules.length > 50, `${rules.length} rules`);
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.nat(), (made, place) => {
        const from = made.text.indexOf("BEGIN:VEVENT");
        const at = from + place % (made.text.length - "END:VCALENDAR\r\n".length - from);
        const damaged = `${made.text.slice(0, at)}?${made.text.slice(at + 1)}`;
        assert.deepEqual(silentlyFreed(made, damaged), [], shown(damaged, at));
      }),
      { numRuns },
    );
  },
});

if (!folder) {
  console.log("skipped: name a folder with libical's recurrence vectors in RECURRENCE_VECTORS");
}
