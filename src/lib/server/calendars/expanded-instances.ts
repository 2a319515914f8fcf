import { merge, type Span } from "$lib/scheduling/span.ts";
import type { RemoteObject } from "./calendar.ts";

/** Gathers instances that a provider has expanded: one object for each series, and for each event that stands alone. */
export function collectInstances() {
  const objects = new Map<string, RemoteObject>();
  return {
    add(
      href: string,
      busy: Span[],
      describe: () => Pick<RemoteObject, "etag" | "uid" | "bookingId">,
    ) {
      const known = objects.get(href);
      if (known) known.busy.push(...busy);
      else objects.set(href, { href, busy, approximate: null, ...describe() });
    },
    all: (): RemoteObject[] =>
      [...objects.values()].map((object) => ({ ...object, busy: merge(object.busy) })),
  };
}

/** Whether all the time that some objects take is taken by the same objects among others, too. */
export function areCovered(objects: readonly RemoteObject[], by: readonly RemoteObject[]): boolean {
  const spans = new Map(by.map(({ href, busy }) => [href, busy]));
  return objects.every(({ href, busy }) =>
    busy.every(({ start, end }) =>
      spans.get(href)?.some((span) => span.start <= start && span.end >= end)
    )
  );
}
