import * as v from "valibot";

/** What embedders may report of a guest before a request: the page of an event type was opened, or a time selected. */
export const funnelStages = ["page_view", "slot_selection"] as const;
export type FunnelStage = typeof funnelStages[number];

const Slug = v.pipe(v.string(), v.maxLength(64, "too-long"));

/** What `POST /v0/analytics/funnel/events` takes: an event type of a host or a team, and the step. */
export const FunnelEventBody = v.pipe(
  v.object({
    username: v.optional(Slug),
    teamSlug: v.optional(Slug),
    eventSlug: Slug,
    stage: v.picklist(funnelStages, "funnel-stage"),
  }),
  v.forward(
    v.check(
      ({ username, teamSlug }) => (username === undefined) !== (teamSlug === undefined),
      "page-owner",
    ),
    ["username"],
  ),
);
