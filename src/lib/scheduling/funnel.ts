import * as v from "valibot";

/** The two steps of a guest before a request: the page of an event type was opened, and a time selected. */
export const funnelStages = ["page_view", "slot_selection"] as const;
export type FunnelStage = typeof funnelStages[number];

/** How often each step was taken. */
export type FunnelCounts = Record<FunnelStage, number>;

export const noCounts: Readonly<FunnelCounts> = { page_view: 0, slot_selection: 0 };

/** Both counts together. */
export function addCounts(one: FunnelCounts, other: FunnelCounts): FunnelCounts {
  return {
    page_view: one.page_view + other.page_view,
    slot_selection: one.slot_selection + other.slot_selection,
  };
}

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
