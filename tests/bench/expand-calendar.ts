/** A month of calendars of several kinds: read and expanded by us, by a library in C, and one kind by a library that walks from the start. */
import ICAL from "ical.js";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { timeLibical } from "./libical.ts";
import { kinds, month } from "./calendar-kinds.ts";
import type { Measured } from "./bench-table.ts";

const ROUNDS = 30;

export async function measureCalendars(): Promise<Measured[]> {
  const lines: Measured[] = [];
  for (const [kind, texts] of Object.entries(kinds)) {
    const isFirst = lines.length === 0;
    const ours = () => texts.reduce((sum, text) => sum + instancesIn(text), 0);
    const cold = isFirst ? fastest(ours, 1) : 0;
    // Until the code is compiled as well as it will be.
    fastest(ours, ROUNDS);
    const value = fastest(ours, ROUNDS);
    const line = { what: `a month of ${kind}, read and expanded`, value, unit: "ms" };
    if (isFirst) {
      const theirs = fastest(() => texts.reduce((sum, text) => sum + walked(text), 0), 2);
      const baseline = { what: "ical.js", value: theirs };
      lines.push({ ...line, baseline, aim: { most: 0.01, of: "ratio" } });
    }
    const inC = await timeLibical(texts, month, ROUNDS);
    if (!inC) continue;
    if (inC.found !== ours()) {
      console.warn(`${kind}: libical finds ${inC.found} instances, we find ${ours()}`);
    }
    const baseline = { what: "libical in C", value: inC.ms };
    lines.push({ ...line, baseline, aim: { most: 1, of: "ratio" } });
    if (isFirst) {
      lines.push({
        ...line,
        what: "the same for the first time in a process",
        value: cold,
        baseline,
        aim: { most: 8, of: "ratio" },
      });
    }
  }
  return lines;
}

function instancesIn(text: string): number {
  return parseBusyTimes(text, month, "UTC").objects[0]?.busy.length ?? 0;
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
