/** What is known of where a guest came from; it is kept with the booking and shown to its hosts. */
export interface Tracking {
  /** By the name of the parameter without `utm_`. */
  utm: Partial<Record<UtmName, string>>;
  /** What the page around the widget says about the visit. */
  metadata: Record<string, string>;
}

const utmNames = ["source", "medium", "campaign", "term", "content"] as const;
export type UtmName = typeof utmNames[number];

export const MAX_UTM_LENGTH = 255;
export const MAX_METADATA_KEYS = 10;
export const MAX_METADATA_LENGTH = 500;
/** Of all parameters and metadata together, names and values: a booking is one record of the store. */
const MAX_TOTAL = 700;

/** A name of metadata: a-z in either case, 0-9, dots, hyphens and underscores, 40 at most. */
export const metadataName = /^[A-Za-z0-9][\w.-]{0,39}$/;

export const noTracking: Tracking = { utm: {}, metadata: {} };

/** What the query of a page says as `utm_source=…` and `metadata[name]=…`; what is too long or too much is left out. */
export function parseTracking(query: URLSearchParams): Tracking {
  const metadata = [...query].flatMap(([name, value]): [string, string][] => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value]];
  });
  const utm = utmNames.map((name) => [name, query.get(`utm_${name}`) ?? ""] as const);
  return boundedTracking({ utm: Object.fromEntries(utm), metadata: Object.fromEntries(metadata) });
}

/** The same within its bounds, UTM parameters first. */
export function boundedTracking({ utm, metadata }: Tracking): Tracking {
  let room = MAX_TOTAL;
  const within = (name: string, given: string, most: number): [string, string][] => {
    const value = given.trim().toWellFormed(), length = name.length + value.length;
    if (value === "" || value.length > most || length > room) return [];
    room -= length;
    return [[name, value]];
  };
  const parameters = utmNames.flatMap((name) => within(name, utm[name] ?? "", MAX_UTM_LENGTH));
  const named = Object.entries(metadata).filter(([name]) => metadataName.test(name))
    .slice(0, MAX_METADATA_KEYS)
    .flatMap(([name, value]) => within(name, value, MAX_METADATA_LENGTH));
  return { utm: Object.fromEntries(parameters), metadata: Object.fromEntries(named) };
}

/** Whether it fits into a booking as it is. */
export function isWithinBounds({ utm, metadata }: Tracking): boolean {
  const words = [...Object.entries(utm), ...Object.entries(metadata)].flat();
  return words.reduce((total, word) => total + word.length, 0) <= MAX_TOTAL;
}

/** The query parameters that say it again. */
export function trackingParameters({ utm, metadata }: Tracking): [string, string][] {
  return [
    ...Object.entries(utm).map(([name, value]): [string, string] => [`utm_${name}`, value]),
    ...Object.entries(metadata).map(([name, value]): [string, string] => [
      `metadata[${name}]`,
      value,
    ]),
  ];
}

/** It for people, one line each. */
export function trackingLines(tracking: Tracking): string {
  return trackingParameters(tracking).map((pair) => pair.join(": ")).join("\n");
}
