import type { ListFrame } from "../views/picker/event-type-list.ts";

/** The page around a framed list of event types; where none is named, one of our own. */
export function listFrame({ searchParams }: URL, baseUrl: string): ListFrame {
  return { parent: searchParams.get("parent") ?? baseUrl, query: searchParams };
}
