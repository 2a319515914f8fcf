import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { openRunner } from "$lib/server/jobs/run.ts";
import { doings } from "$lib/server/jobs/work.ts";
import type { Letter } from "$lib/server/mail/letter.ts";
import { findType, offersIn } from "$lib/server/offers.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { noon } from "../../support/app.ts";
import { ada, aWish, installation, mondayTen } from "../../support/installation.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const start = mondayTen + 7 * DAY;

function from(email: string) {
  const { guest } = aWish();
  return aWish({ start, guest: { ...guest, email } });
}

Deno.test("a request that ran out is expired in the store before its time is given away, and stays so when the clock goes back", async () => {
  let ahead = 0;
  using app = await installation({ now: () => noon + ahead });
  const sent: Letter[] = [];
  app.sendMail = (letter) => Promise.resolve(void sent.push(letter));
  const host = await ada(app);
  const runDue = async () => {
    const runner = openRunner(app, doings);
    await runner.drain();
    await runner.stop(1_000);
  };
  const isOffered = async () => {
    const found = await findType(app, "ada", "intro-call");
    assert(found.ok);
    const window = { start, end: start + HOUR };
    return (await offersIn(app, host, found.value.type, 30, window)).starts.includes(start);
  };
  const first = await bookings.request(app, from("first@example.com"));
  assert(first.ok && !await isOffered());

  ahead = DAY + HOUR;
  assert(await isOffered(), "free by the clock, though nobody has swept");
  const second = await bookings.request(app, from("second@example.com"));
  assert(second.ok);
  const { id } = first.value.booking;
  assert.equal((await getBooking(app.kv, id))?.ended, "expired");

  for (const set of [0, -HOUR, 2 * DAY - HOUR, 0]) {
    ahead = set;
    await runDue();
    assert.equal((await getBooking(app.kv, id))?.ended, "expired");
    const live: boolean = (await getBooking(app.kv, second.value.booking.id))?.status === "PENDING";
    assert.equal(await isOffered(), !live);
    if (live) assert(!(await bookings.request(app, from("third@example.com"))).ok);
  }
  assert.deepEqual((await listHistory(app.kv, id)).map(({ what }) => what), [
    "requested",
    "expired",
  ]);
  assert.equal(sent.filter(({ to }) => to.address === "first@example.com").length, 1);
});
