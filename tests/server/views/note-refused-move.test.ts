import assert from "node:assert/strict";
import * as changes from "$lib/server/api/guest-changes.ts";
import * as series from "$lib/server/api/series.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

function listening() {
  const noted: WantedTime[] = [];
  const note = (wanted: WantedTime) => void noted.push(wanted);
  return {
    noted,
    app: { wanted: { note, flush: () => Promise.resolve(), stop: () => Promise.resolve() } },
  };
}

const late = mondayTen + 9 * HOUR;

Deno.test("reschedule over the API: a start that is not offered is wanted, one that is moved to is not", async () => {
  const { noted, app: given } = listening();
  const { app, host } = await town({ app: given });
  const { booking, token } = await ask(app);
  const call = keyCaller(app, await keyOf(app, host, ["read"]));
  const move = async (start: number) => {
    const startsAt = new Date(start).toISOString();
    return (await call(changes.rescheduleByGuest, { params: { token }, body: { startsAt } }))
      .status;
  };
  assert.equal(await move(late), 422);
  assert.deepEqual(noted, [{
    page: { username: "ada", slug: "intro-call" },
    link: null,
    bookingId: booking.id,
    minutes: null,
    time: { kind: "start", start: late },
    at: app.now(),
    isRefused: true,
    viewerId: host.id,
  }]);
  assert.equal(await move(mondayTen + HOUR), 200);
  assert.equal(noted.length, 1);
});

Deno.test("reschedule of a series over the API: the start that its first date was refused is wanted", async () => {
  const { noted, app: given } = listening();
  const { app, host } = await repeatingTown({ app: given });
  const { token, booking } = await granted(bookings.request(app, seriesRequest()));
  const call = keyCaller(app, await keyOf(app, host, ["read"]));
  const body = { startsAt: new Date(late).toISOString() };
  const answer = await call(series.rescheduleSeriesByGuest, { params: { token }, body });
  assert.equal(answer.status, 422, answer.text);
  assert.deepEqual(noted.map(({ bookingId, time }) => [bookingId, time.start]), [
    [booking.id, late],
  ]);
});
