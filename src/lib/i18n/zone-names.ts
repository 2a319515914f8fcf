/** Names of the tz database today, by the old ones that browsers and ICU still report. */
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Other names by which people look for a zone. */
const soughtAs: Readonly<Record<string, string>> = {
  "Asia/Ashgabat": "Ashkhabad",
  "Asia/Dhaka": "Dacca",
  "Asia/Jerusalem": "Tel Aviv",
  "Asia/Kolkata": "Mumbai Bombay New Delhi Bangalore",
  "Asia/Macau": "Macao",
  "Asia/Makassar": "Ujung Pandang",
  "Asia/Shanghai": "Beijing Chongqing Harbin",
  "Asia/Thimphu": "Thimbu",
  "Asia/Ulaanbaatar": "Ulan Bator",
  "Asia/Urumqi": "Kashgar",
  "Pacific/Pago_Pago": "Samoa",
};

const former = new Map(Object.entries(renamed).map(([old, name]) => [name, old]));

/** The name that a zone has in the tz database today; others stay as they are. */
export function zoneNameToday(name: string): string {
  return Object.hasOwn(renamed, name) ? renamed[name]! : name;
}

/** What a zone is called in a language by its country or its time, such as "Saudi-Arabien (Ortszeit)"; cities have no names there. */
export function zoneNameIn(name: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: name, timeZoneName: "shortGeneric" })
    .formatToParts(0);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Old names and further cities of a zone, by which it is found as well; empty for most. */
export function otherZoneNames(name: string): string {
  const old = former.get(name) ?? "";
  const city = old.slice(old.lastIndexOf("/") + 1).replaceAll("_", " ");
  return [city, soughtAs[name]].filter(Boolean).join(" ");
}

/** The city of a zone, and the part of the country where its name has one: "Knox" and "Indiana". */
export function cityOf(name: string): string[] {
  const [region = name, ...rest] = zoneNameToday(name).replaceAll("_", " ").split("/");
  return rest.length ? rest.reverse() : [region];
}

/** The country of a zone in a language; empty for one of no country, such as UTC. The platform has no names of cities. */
export function countryOf(name: string, language: string): string {
  const code = (countries ??= countriesByZone()).get(zoneNameToday(name));
  let names = countryNames.get(language);
  if (!names) {
    countryNames.set(language, names = new Intl.DisplayNames(language, { type: "region" }));
  }
  return code ? names.of(code) ?? "" : "";
}

const countryNames = new Map<string, Intl.DisplayNames>();
let countries: ReadonlyMap<string, string> | null = null;

function countriesByZone(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const code of alphabet.flatMap((first) => alphabet.map((second) => first + second))) {
    const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & { getTimeZones?(): string[] };
    // A code of an earlier time, such as DD, is that of today's country.
    if (locale.region !== code) continue;
    for (const zone of locale.getTimeZones?.() ?? []) found.set(zoneNameToday(zone), code);
  }
  return found;
}
