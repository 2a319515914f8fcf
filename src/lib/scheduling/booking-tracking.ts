/** What is known of where a guest came from; it is kept with the booking and shown to its hosts. */
export interface Tracking {
  /** By the name of the parameter without `utm_`. */
  utm: Partial<Record<UtmName, string>>;
  /** What the page around the widget says about the visit. */
  metadata: Record<string, string>;
}

const utmNames = ["source", "medium", "campaign", "term", "content"] as const;
export type UtmName = typeof utmNames[number];

const MAX_UTM_LENGTH = 255;
export const MAX_METADATA_KEYS = 20;
export const MAX_METADATA_LENGTH = 500;
/** Of all metadata together, names and values. */
const MAX_METADATA_TOTAL = 2000;

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

/** The same within its bounds. */
export function boundedTracking({ utm, metadata }: Tracking): Tracking {
  let room = MAX_METADATA_TOTAL;
  const kept = Object.entries(metadata).filter(([name, value]) => {
    const fits = metadataName.test(name) && value !== "" && value.length <= MAX_METADATA_LENGTH &&
      name.length + value.length <= room;
    if (fits) room -= name.length + value.length;
    return fits;
  });
  return {
    utm: Object.fromEntries(utmNames.flatMap((name) => {
      const value = utm[name]?.trim().toWellFormed() ?? "";
      return value === "" || value.length > MAX_UTM_LENGTH ? [] : [[name, value]];
    })),
    metadata: Object.fromEntries(
      kept.slice(0, MAX_METADATA_KEYS).map(([name, value]) => [name, value.toWellFormed()]),
    ),
  };
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
