import assert from "node:assert/strict";
import * as holidays from "$lib/server/availability/public-holidays.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { renewHolidays } from "$lib/server/availability/renew-holidays.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { granted } from "../../support/granted.ts";
import { town } from "../../support/town.ts";

Deno.test("holidays in the host's language are added each year by its names, whatever the host reads later", async () => {
  const { app, host } = await town();
  const found = await granted(holidays.countryHolidays(app, "DE", "BY", "fr"));
  assert.deepEqual(found[0], { date: "2026-11-01", name: "Toussaint" });
  assert.equal(
    await holidays.hasEnglishNames(app, { country: "DE", state: "BY" }, found, "fr"),
    false,
  );
  const place = { country: "DE", region: "BY" };
  const yearly = await holidays.yearlyHolidays(app, place, found, "fr");
  assert.equal(yearly.label, "Allemagne, Bayern");
  assert.ok((await hostRules.addHolidays(app, host.id, found, yearly)).ok);
  app.at(Date.UTC(2027, 0, 2));
  await renewHolidays(app, { ...host, language: "de" } as typeof host);
  const later = (await getHostRules(app.kv, host.id)).holidays;
  assert.equal(later.find(({ date }) => date === "2028-12-25")?.name, "Noël");

  const japan = await holidays.countryHolidays(app, "JP", null, "de");
  assert.ok(japan.ok);
  const { value } = japan;
  assert.ok(await holidays.hasEnglishNames(app, { country: "JP", state: null }, value, "de"));
});

Deno.test("renewYearlyHolidays adds nothing for a host who stopped it meanwhile", async () => {
  const { app, host } = await town();
  const christmas = [{ date: "2026-12-25", name: "Christmas Day" }];
  const place = { country: "DE", region: null };
  const yearly = await holidays.yearlyHolidays(app, place, christmas, "en");
  const renewed = await granted(hostRules.renewYearlyHolidays(app, host.id, yearly, christmas));
  assert.deepEqual([renewed.holidays, renewed.yearlyHolidays], [[], []]);
});
