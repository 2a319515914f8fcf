import * as v from "valibot";
import { Zone } from "./host.ts";

const Slug = v.optional(v.pipe(v.string(), v.maxLength(64, "too-long")), "");

/** What the address of a widget's loader names: an event type of a host or a team, and how it looks; the rest is ignored. */
export const LoaderParameters = v.object({
  username: Slug,
  teamSlug: Slug,
  eventSlug: Slug,
  theme: v.optional(v.picklist(["light", "dark", "system"], "theme-unknown")),
  timezone: v.optional(Zone),
});
export type LoaderParameters = v.InferOutput<typeof LoaderParameters>;
