import assert from "node:assert/strict";
import { type Day, type Service, simulateDay } from "./simulate-day.ts";

const day: Day = {
  hosts: 2_000,
  hostsInCell: 1_000,
  pages: 3,
  bookings: 0.5,
  withCalendar: 1,
  withAgenda: 0.2,
  syncEverySeconds: 900,
  emails: 2,
  reminders: 2,
  spreadSeconds: 0,
  isAfterOutage: false,
};
const service: Service = {
  page: 0.001,
  booking: 0.01,
  email: 0.1,
  sync: 0.5,
  emailWorkers: 4,
  syncWorkers: 16,
};
/** Always the same numbers. */
function drawn(): () => number {
  let n = 0;
  return () => (n = (n * 16_807 + 11) % 2_147_483_647) / 2_147_483_647;
}

Deno.test("simulateDay: workers are as busy as the work of the mean takes", () => {
  const found = simulateDay(day, service, drawn());
  const near = (is: number, wanted: number) =>
    assert(Math.abs(is / wanted - 1) < 0.1, `${is} for ${wanted}`);
  near(found.syncs.busy, 1_000 / 900 * 0.5 / 16);
  near(found.emails.busy, 1_000 * 0.5 * 4 * 0.1 / 4 / 86_400);
  near(found.agendas.busy, 1_000 * 0.2 * 0.1 / 4 / 86_400);
  near(found.requests.busy, 1_000 * (3 * 0.001 + 0.5 * 0.01) / 86_400);
});

Deno.test("simulateDay: a spread shortens the longest wait of emails, an outage lengthens that of syncs", () => {
  const is = simulateDay(day, service, drawn());
  const spread = simulateDay({ ...day, spreadSeconds: 300 }, service, drawn());
  assert(spread.emails.longestWait < is.emails.longestWait / 2);
  const after = simulateDay({ ...day, isAfterOutage: true }, service, drawn());
  assert(after.syncs.longestWait >= 1_000 * 0.5 / 16 - 1);
});

Deno.test("simulateDay: more work than workers can do waits to the end of the day", () => {
  const found = simulateDay({ ...day, syncEverySeconds: 9 }, service, drawn());
  assert.equal(Math.round(found.syncs.busy * 100), 100);
  assert(found.syncs.longestWait > 10_000);
});
