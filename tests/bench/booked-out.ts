/** A month's page of a host who is booked out for 320 days, beside that of one who is free. */
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { hostBookingPage } from "$lib/server/event-types/booking-page.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { openVersionedCache } from "$lib/server/runtime/versioned-cache.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { TestApp } from "../support/test-app.ts";
import { addEventType, addHost, configuredApp } from "../support/town.ts";
import { type Measured, median } from "./bench-table.ts";

const DAY = 86_400_000, HOUR = 3_600_000;
const ROUNDS = 100;

export async function measureBookedOut(): Promise<Measured[]> {
  using free = await configuredApp();
  const page = await pageOf(free, await hostOf(free));
  using full = await configuredApp();
  const host = await hostOf(full);
  await bookOut(full, host);
  const cached = await pageOf(full, host);
  const another = await pageOf(full, host, () => {}, "2027-03");
  const searched = await pageOf(full, host, () => full.nextFreeCache = openVersionedCache(100));
  return [{
    what: "month of a host booked out for 320 days",
    value: cached,
    unit: "ms",
    baseline: { what: "of a free one", value: page },
    aim: { most: 1.5, of: "ratio" },
  }, {
    what: "another month, by the search for the first",
    value: another,
    unit: "ms",
    baseline: { what: "of a free one", value: page },
    aim: { most: 1.5, of: "ratio" },
  }, {
    what: "the same, searched anew to the end of the horizon",
    value: searched,
    unit: "ms",
    baseline: { what: "of a free one", value: page },
    aim: { most: 4, of: "ratio" },
  }];
}

async function hostOf(app: TestApp): Promise<Host> {
  const host = await addHost(app);
  await addEventType(app, host, { slug: "talk", bookingWindowDays: 320 });
  return host;
}

/** Every half hour of every day is held, as that many bookings would hold it. */
async function bookOut(app: TestApp, host: Host): Promise<void> {
  const today = Math.floor(app.now() / DAY);
  for (let day = today; day <= today + 321; day++) {
    const holds = Array.from({ length: 20 }, (_, n): Hold => {
      const start = day * DAY + 7 * HOUR + n * HOUR / 2, id = `${day}-${n}`;
      const end = start + HOUR / 2;
      return {
        slot: id,
        bookingIds: [id],
        typeId: "t",
        start,
        end,
        bufferBefore: 0,
        bufferAfter: 0,
        expiresAt: null,
      };
    });
    await app.kv.set(keys.ledger(host.id, day), holds);
  }
}

/** Milliseconds for a page of a month. */
async function pageOf(
  app: TestApp,
  host: Host,
  before = () => {},
  month = "2026-12",
): Promise<number> {
  const found = await findBookableType(app, host.username, "talk");
  if (!found.ok) throw new Error(found.refusal.code);
  const query = new URLSearchParams({ month });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    before();
    const start = performance.now();
    await buildPicker(app, hostBookingPage(host, found.value.type), query);
    times.push(performance.now() - start);
  }
  return median(times);
}
