import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { suggestAlternatives } from "$lib/server/availability/suggest-alternatives.ts";
import { teamTown } from "../../support/team-town.ts";
import { mondayTen, town } from "../../support/town.ts";

const window = { start: mondayTen - 2 * HOUR, end: mondayTen + 2 * DAY };

const owners = {
  async host() {
    const { app, host, type } = await town();
    return { app, hosts: [host], type };
  },
  "round robin": teamTown,
};

for (const [whose, build] of Object.entries(owners)) {
  Deno.test(`findSlots: settings that are tried out and not saved change what nobody else sees, ${whose}`, async () => {
    const { app, hosts, type } = await build();
    const tried = { ...type, slotInterval: type.slotInterval === 60 ? 30 : 60 };
    const ask = (asked: typeof type) =>
      Promise.all([
        findSlots(app, { hosts, type: asked, minutes: 30, window }).then(({ starts }) => starts),
        suggestAlternatives(app, { hosts, type: asked, minutes: 30, near: mondayTen, max: 9 }),
      ]);
    const before = await ask(type), other = await ask(tried);
    for (const n of [0, 1]) assert.notDeepEqual(other[n], before[n]);
    assert.deepEqual(await ask(type), before);
    assert.deepEqual(await ask(tried), other);
  });
}
