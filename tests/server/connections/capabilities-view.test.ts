import assert from "node:assert/strict";
import type { Connection } from "$lib/scheduling/connection.ts";
import { messages } from "$lib/i18n/messages.ts";
import { capabilitiesView } from "../../../src/lib/server/connections/capabilities-view.ts";
import { noon } from "../../support/test-app.ts";
import { sampleCalendar, sampleConnection } from "../../support/sample-connection.ts";

const words = messages("en").calendars;
const plain = sampleConnection({
  url: "https://dav.example.org/ada/",
  calendars: [sampleCalendar()],
});
const card = (change: Partial<Connection>, hasVersions: boolean | null = true) =>
  capabilitiesView({ ...plain, ...change }, hasVersions, words, "en", noon, () => "just now");
const abilities = { freeBusy: true, scheduling: true, clockOffsetMs: 200, checkedAt: noon };

Deno.test("capabilitiesView: names what differs between servers, and marks what is doubtful", () => {
  const all = card({
    enteredAddress: "ada@example.org",
    capabilities: { ...abilities, changeDetection: "reports" },
  });
  assert.deepEqual(all.facts.map(({ name, good }) => [name, good]), [
    ["Change detection", true],
    ["Write access", true],
    ["Address", true],
    ["Event versions", true],
    ["Free/busy requests", true],
    ["Invitations", true],
    ["Clock", true],
  ]);
  const poor = card({
    calendars: [sampleCalendar({ writable: false })],
    capabilities: { ...abilities, changeDetection: "none", clockOffsetMs: -90_000 },
  }, false);
  assert.deepEqual(poor.facts.filter(({ good }) => !good).map(({ name }) => name), [
    "Change detection",
    "Write access",
    "Event versions",
    "Clock",
  ]);
  assert.match(poor.facts.at(-1)!.text, /^Off by 90 seconds/);
  assert.equal(poor.canCheckWriting, false);
});

Deno.test("capabilitiesView: of a silent server, and of other providers, what is certain is shown", () => {
  assert.deepEqual(card({}, null).facts.map(({ name }) => name), ["Write access"]);
  for (const provider of ["google", "microsoft", "ics"] as const) {
    assert.deepEqual(card({ provider }).facts.map(({ name }) => name), [
      "Change detection",
      "Write access",
    ]);
  }
});

Deno.test("capabilitiesView: a write check succeeds whether or not the server checks versions", () => {
  const step = (step: "write" | "conditions", reason: string | null) => ({ step, reason });
  const trialOf = (steps: ReturnType<typeof step>[]) =>
    card({ writeCheck: { calendarId: "c", at: noon - 90_000, steps } }).writeCheck;
  assert.equal(trialOf([step("write", null)])?.good, true);
  assert.equal(
    trialOf([step("write", null), step("conditions", "write-check-no-etag")])?.good,
    true,
  );
  const failed = trialOf([step("write", "full")]);
  assert.deepEqual([failed?.good, failed?.isNew, failed?.steps[0]?.reason], [
    false,
    false,
    words.problems["full"],
  ]);
});
