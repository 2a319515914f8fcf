import assert from "node:assert/strict";
import { expandRule } from "$lib/icalendar/expand-rule.ts";
import { parseRule, withoutTimeParts } from "$lib/icalendar/recurrence-rule.ts";

const folder = Deno.env.get("RECURRENCE_VECTORS");

/** Where a vector of libical is not what RFC 5545 says, or asks for something else than an expansion. */
const differs: Record<string, string> = {
  "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=6;BYDAY=TH;COUNT=1":
    "libical counts years from the first match, RFC 5545 §3.3.10 from DTSTART, which lies in the weeks of 2026",
  "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1": "the same",
};

function wall(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? [];
  return Date.UTC(+year!, +month! - 1, +day!, +(hour ?? 0), +(minute ?? 0), +(second ?? 0));
}

Deno.test({
  name: "occurrences: agrees with every vector of libical",
  ignore: !folder,
  async fn() {
    let compared = 0;
    const wrong: string[] = [];
    for await (const file of Deno.readDir(folder!)) {
      if (!/recur.*\.txt$/i.test(file.name)) continue;
      for (const block of (await Deno.readTextFile(`${folder}/${file.name}`)).split(/\n\s*\n/)) {
        const field = (name: string) => new RegExp(`^${name}:(.*)$`, "m").exec(block)?.[1]?.trim();
        const rule = field("RRULE"), start = field("DTSTART"), expected = field("INSTANCES");
        if (!rule || !start || expected === undefined) continue;
        if (rule in differs || expected.startsWith("***")) continue;
        compared++;
        const wanted = expected === "" ? [] : expected.split(",").map(wall);
        let got: number[] | string;
        try {
          const read = start.includes("T") ? parseRule(rule) : withoutTimeParts(parseRule(rule));
          const until = read.until ? read.until.wall : Infinity;
          const to = read.until ? until : Date.UTC(2500, 0, 1);
          const budget = { steps: 10_000_000 };
          got = [...expandRule(read, wall(start), wall(start), to, until, budget)];
        } catch (error) {
          got = String(error);
        }
        if (JSON.stringify(got) !== JSON.stringify(wanted)) {
          const show = Array.isArray(got)
            ? got.slice(0, 8).map((at) => new Date(at).toISOString())
            : got;
          wrong.push(`${rule} from ${start}: wanted ${expected.slice(0, 120)}, got ${show}`);
        }
      }
    }
    console.log(`compared ${compared} vectors`);
    assert.deepEqual(wrong, []);
  },
});

if (!folder) {
  console.log("skipped: name a folder with libical's recurrence vectors in RECURRENCE_VECTORS");
}
