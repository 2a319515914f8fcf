/**
 * Zones of the regions in which weeks do not begin on Monday (CLDR), by the ISO weekday on which they begin and by the
 * names that `Intl` answers with.
 */
const zones: Readonly<Record<number, string>> = {
  5: `
  Indian/Maldives
`,
  6: `
  Africa/Algiers Africa/Cairo Africa/Djibouti Africa/Khartoum Africa/Tripoli Asia/Amman
  Asia/Baghdad Asia/Bahrain Asia/Damascus Asia/Kabul Asia/Kuwait Asia/Muscat Asia/Qatar
  Asia/Tehran
`,
  7: `
  Africa/Addis_Ababa Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Maputo
  Africa/Nairobi America/Adak America/Anchorage America/Antigua America/Araguaina
  America/Asuncion America/Bahia America/Bahia_Banderas America/Belem America/Belize
  America/Blanc-Sablon America/Boa_Vista America/Bogota America/Boise America/Cambridge_Bay
  America/Campo_Grande America/Cancun America/Caracas America/Chicago America/Chihuahua
  America/Ciudad_Juarez America/Coral_Harbour America/Creston America/Cuiaba America/Dawson
  America/Dawson_Creek America/Denver America/Detroit America/Dominica America/Edmonton
  America/Eirunepe America/El_Salvador America/Fort_Nelson America/Fortaleza America/Glace_Bay
  America/Goose_Bay America/Guatemala America/Halifax America/Hermosillo America/Indiana/Knox
  America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Tell_City
  America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis
  America/Inuvik America/Iqaluit America/Jamaica America/Juneau America/Kentucky/Monticello
  America/Lima America/Los_Angeles America/Louisville America/Maceio America/Managua
  America/Manaus America/Matamoros America/Mazatlan America/Menominee America/Merida
  America/Metlakatla America/Mexico_City America/Moncton America/Monterrey America/Nassau
  America/New_York America/Nome America/Noronha America/North_Dakota/Beulah
  America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Panama
  America/Phoenix America/Port_of_Spain America/Porto_Velho America/Puerto_Rico
  America/Rankin_Inlet America/Recife America/Regina America/Resolute America/Rio_Branco
  America/Santarem America/Santo_Domingo America/Sao_Paulo America/Sitka America/St_Johns
  America/St_Thomas America/Swift_Current America/Tegucigalpa America/Tijuana America/Toronto
  America/Vancouver America/Whitehorse America/Winnipeg America/Yakutat Asia/Aden Asia/Bangkok
  Asia/Calcutta Asia/Dhaka Asia/Hong_Kong Asia/Jakarta Asia/Jayapura Asia/Jerusalem Asia/Karachi
  Asia/Katmandu Asia/Macau Asia/Makassar Asia/Manila Asia/Phnom_Penh Asia/Pontianak Asia/Rangoon
  Asia/Riyadh Asia/Seoul Asia/Singapore Asia/Taipei Asia/Thimphu Asia/Tokyo Asia/Vientiane
  Atlantic/Azores Atlantic/Madeira Europe/Lisbon Europe/Malta Pacific/Apia Pacific/Guam
  Pacific/Honolulu Pacific/Kwajalein Pacific/Majuro Pacific/Midway Pacific/Pago_Pago
  Pacific/Wake
`,
};

const byZone = new Map(
  Object.entries(zones).flatMap(([weekday, names]) =>
    names.trim().split(/\s+/).map((name) => [name, Number(weekday)] as const)
  ),
);

/** Zones come from requests, so only so many are cached. */
const MAX_CACHED = 1_000;
const cache = new Map<string, number | null>();

/** Who reads: the region of their browser's language, as far as it names one, their zone and the language of the page. */
export interface WeekReader {
  region: string | null;
  zone: string;
  language: string;
}

/** The ISO weekday on which a week begins (CLDR): where the reader's language is from, else in the region of the zone, else where the language is read most. */
export function firstWeekday({ region, zone, language }: WeekReader): number {
  if (region) return firstOf(`und-${region}`);
  return firstInZone(zone) ?? firstOf(language);
}

/** The country of the first language of a browser (RFC 9110 §12.5.4): "US" for "en-US"; null where it names none. */
export function regionOfLanguage(acceptLanguage: string | null): string | null {
  const tag = acceptLanguage?.split(/[,;]/, 1)[0]?.trim() ?? "";
  if (tag === "" || tag.length > 35) return null;
  let region = regions.get(tag);
  if (region === undefined) {
    if (regions.size >= MAX_CACHED) regions.clear();
    regions.set(tag, region = regionOfTag(tag));
  }
  return region;
}

const regions = new Map<string, string | null>();

function regionOfTag(tag: string): string | null {
  try {
    const { region = "" } = new Intl.Locale(tag);
    // A number is of several countries, as in "es-419".
    return /^[A-Z]{2}$/.test(region) ? region : null;
  } catch (error) {
    // A malformed language tag names no region.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Null for a zone of no region, such as UTC. */
function firstInZone(zone: string): number | null {
  let found = cache.get(zone);
  if (found === undefined) {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
    const isOfRegion =
      /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//
        .test(timeZone);
    found = byZone.get(timeZone) ?? (isOfRegion ? 1 : null);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(zone, found);
  }
  return found;
}

const firstDays = new Map<string, number>();

/** The first day of a week by a language tag; those of regions and of our languages are few. */
function firstOf(tag: string): number {
  let first = firstDays.get(tag);
  if (first === undefined) {
    const locale = new Intl.Locale(tag) as Intl.Locale & { getWeekInfo?(): { firstDay: number } };
    firstDays.set(tag, first = locale.getWeekInfo?.().firstDay ?? 1);
  }
  return first;
}
