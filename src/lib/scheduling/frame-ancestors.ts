import * as v from "valibot";

/** Origins that may frame a widget, at most 20; `["*"]` is any. */
export const FrameAncestors = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^(\*|https?:\/\/[a-z0-9.*:-]+)$/i, "frame-origin"))),
  v.maxLength(20, "too-many-origins"),
);

/** The origins of a form's field: one a line, or apart by spaces. */
export function originsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Whether a list lets this origin frame the widget, as a browser reads `frame-ancestors` (CSP 3 §6.7.2.8). */
export function mayFrame(frameAncestors: readonly string[], origin: string): boolean {
  return frameAncestors.some((each) => each === "*" || matches(each.toLowerCase(), origin));
}

/** A leading `*.` stands for at least one label, and http for https too. */
function matches(source: string, origin: string): boolean {
  const [scheme, host = ""] = source.split("://");
  const [given, givenHost = ""] = origin.toLowerCase().split("://");
  if (scheme !== given && !(scheme === "http" && given === "https")) return false;
  return host.startsWith("*.") ? givenHost.endsWith(host.slice(1)) : host === givenHost;
}
