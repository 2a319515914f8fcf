import assert from "node:assert/strict";
import { seriesDatesView } from "$lib/server/views/picker/series-view.ts";
import { repeatingTown, seriesRequest } from "../../../support/repeating.ts";
import { mondayTen } from "../../../support/town.ts";

Deno.test("seriesDatesView: the dates of a series, or none where the type takes no such series", async () => {
  const { app, host, type } = await repeatingTown();
  using _ = app;
  const reader = { language: "en", hourCycle: 24, zone: host.zone } as const;
  const { series } = seriesRequest();
  const datesOf = async (given: Partial<Parameters<typeof seriesDatesView>[2]> = {}) => {
    const wanted = { start: mondayTen, minutes: null, series, ...given };
    return (await seriesDatesView(app, { hosts: [host], type }, wanted, reader))?.dates.length;
  };
  assert.equal(await datesOf(), 4);
  assert.equal(await datesOf({ start: NaN }), undefined);
  assert.equal(await datesOf({ minutes: 45 }), undefined);
  assert.equal(await datesOf({ series: { ...series, dates: 13 } }), undefined);
});
