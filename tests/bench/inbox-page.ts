/** The first page of the inbox and a search in it: with 100 bookings, and with 100,000. */
import { keys } from "$lib/server/kv/keys.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import { searchTerms } from "$lib/scheduling/search-terms.ts";
import { countUnsentEmails } from "$lib/server/store/email-jobs.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { countWaiting, hasBookings, readInbox } from "../../src/routes/dashboard/read-inbox.ts";
import { groupByDay } from "../../src/routes/dashboard/booking-rows.ts";
import { confirmedBooking } from "../support/sample-booking.ts";
import { town } from "../support/town.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Measured, median } from "./bench-table.ts";

const words = messages("en").dashboard.inbox;
const HOUR = 3_600_000;
const BATCH = 100;
const FEW = 100, MANY = 100_000;
const ROUNDS = 300;

export async function measureInbox(): Promise<Measured[]> {
  await using folder = await tempFolder();
  const few = await inboxOf(FEW, `${folder.path}/few`);
  const many = await inboxOf(MANY, `${folder.path}/many`);
  const page = await middles(few.page, many.page);
  const search = await middles(few.search, many.search);
  few.close();
  many.close();
  return [{
    what: "first page of the inbox, 100,000 bookings",
    value: page.many,
    unit: "ms",
    baseline: { what: "100 bookings", value: page.few },
    aim: { most: 1.5, of: "ratio" },
  }, {
    what: "a guest found among 100,000 bookings",
    value: search.many,
    unit: "ms",
    baseline: { what: "among 100", value: search.few },
    aim: { most: 1.5, of: "ratio" },
  }];
}

/** A store with so many meetings, half of them over; all that the first page reads and says, and a search. */
async function inboxOf(count: number, path: string) {
  const { app, host } = await town({ app: { kv: await Deno.openKv(path) } });
  const now = app.now();
  for (let first = 0; first < count; first += BATCH) {
    const op = app.kv.atomic();
    for (let n = first; n < first + BATCH; n++) {
      const id = String(n).padStart(22, "0");
      const start = now + (n - count / 2) * HOUR;
      const guest = {
        ...confirmedBooking().guest,
        name: `Guest Number${n}`,
        note: "About the mill.",
      };
      const booking = confirmedBooking({
        id,
        hosts: [host.id],
        start,
        end: start + HOUR / 2,
        guest,
      });
      op.set(keys.booking(id), shortenBooking(booking));
      op.set(keys.bookingOf(host.id, "CONFIRMED", start, id), id);
      for (const word of searchTerms(guest.name)) {
        op.set(keys.searchWordOf(host.id, word, id), true);
      }
    }
    await op.commit();
  }
  const wanted = { text: `number${count - 1}`, status: null, typeId: null };
  return {
    page: async () => {
      await countWaiting(app.kv, host.id, now);
      await countUnsentEmails(app.kv, host.id);
      await listEventTypes(app.kv, host.id);
      await hasBookings(app.kv, host.id);
      const { others } = await readInbox(app.kv, host.id, "now", now, null);
      return groupByDay(others, host, now, words);
    },
    search: () => searchBookings(app.kv, host.id, wanted, 50),
    close: () => app.kv.close(),
  };
}

/** Both in turns, so that what else the machine does falls on both. */
async function middles(few: () => Promise<unknown>, many: () => Promise<unknown>) {
  const took = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, look] of [["few", few], ["many", many]] as const) {
      const begun = performance.now();
      await look();
      // The first third warms up.
      if (round >= ROUNDS / 3) took[which].push(performance.now() - begun);
    }
  }
  return { few: median(took.few), many: median(took.many) };
}
