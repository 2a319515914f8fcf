import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { getHostRules } from "../store/host-rules.ts";
import { renewYearlyHolidays } from "./host-rules.ts";
import { countryHolidays, lastListedYear } from "./public-holidays.ts";

/** Adds the years that are listed since to a host's yearly holidays; a date of an earlier year that was opened again stays open. */
export async function renewHolidays(app: App, { id }: Pick<Host, "id">): Promise<void> {
  const year = lastListedYear(app.now());
  const { yearlyHolidays } = await getHostRules(app.kv, id);
  for (const yearly of yearlyHolidays.filter(({ until }) => until < year)) {
    const found = await countryHolidays(
      app,
      yearly.country,
      yearly.region,
      yearly.language,
    );
    if (!found.ok) continue;
    const isNew = ({ date, name }: { date: string; name: string }) =>
      Number(date.slice(0, 4)) > yearly.until && yearly.names.includes(name);
    await renewYearlyHolidays(app, id, { ...yearly, until: year }, found.value.filter(isNew));
  }
}
