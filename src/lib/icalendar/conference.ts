import { safeParameter, safeUri } from "./safe-value.ts";
import { type JcalProperty, property } from "./writer.ts";

/** How a meeting is joined. */
export interface JoinLink {
  uri: string;
  feature: "video" | "phone";
  label: string;
}

const features = { video: ["AUDIO", "VIDEO"], phone: ["PHONE"] } satisfies Record<
  JoinLink["feature"],
  string[]
>;

/** CONFERENCE with its explicit value type (RFC 7986 §5.11). */
export function conferenceProperty({ uri, feature, label }: JoinLink): JcalProperty {
  const params = { feature: features[feature], label: safeParameter(label) };
  return ["conference", params, "uri", safeUri(uri)];
}

/** LOCATION, CONFERENCE and URL of a place; `page` is the URL where it has no web link of its own. */
export function placeProperties(
  place: { line: string; join: JoinLink | null } | null,
  page = "",
): (JcalProperty | null)[] {
  const join = place?.join ?? null;
  const url = join?.feature === "video" ? join.uri : page;
  return [
    place?.line ? property("location", place.line) : null,
    join ? conferenceProperty(join) : null,
    url ? property("url", url) : null,
  ];
}
