/** Run as a program: prints the zone of its clock and the public holidays of two countries in 2027 as JSON. */
import { countryHolidays } from "$lib/server/availability/public-holidays.ts";
import { testApp } from "./test-app.ts";

using app = await testApp();
app.at(Date.UTC(2027, 0, 1));
const [australia, chile] = [
  await countryHolidays(app, "AU", null, "en"),
  await countryHolidays(app, "CL", null, "en"),
];
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
console.log(JSON.stringify({ zone, holidays: { australia, chile } }));
