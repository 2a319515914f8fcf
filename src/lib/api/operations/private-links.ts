import * as v from "valibot";
import { LinksForGuestsInput, PrivateLinkInput } from "../../scheduling/private-link.ts";
import { CalendarDate, Next, pageQuery, Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Event types";
const all = "/v0/event-types/{id}/links";
const path = `${all}/{link}` as const;
const params = { link: "The id of the link." };

/** A private link of an event type, without its address. */
const PrivateLinkAnswer = v.object({
  id: v.string(),
  label: v.string(),
  state: v.picklist(["open", "used", "expired", "revoked"]),
  uses: v.number(),
  /** The bookings that count as its uses. */
  bookings: v.array(v.string()),
  until: v.nullable(CalendarDate),
  expiresAt: v.nullable(Timestamp),
  revokedAt: v.nullable(Timestamp),
  createdAt: Timestamp,
});

export const listPrivateLinks = operation({
  id: "privateLinks.list",
  method: "GET",
  path: all,
  tag,
  summary: "List the private links of an event type",
  description: "Newest first, without their addresses, which hold their secrets.",
  access: "read",
  query: v.object(pageQuery()),
  answer: v.object({ links: v.array(PrivateLinkAnswer), next: Next }),
});

export const createPrivateLink = operation({
  id: "privateLinks.create",
  method: "POST",
  path: all,
  tag,
  summary: "Create a private link",
  description: "Its address is shown here once; `until` is its last date in your time zone.",
  access: "settings",
  body: PrivateLinkInput,
  answer: v.object({ link: PrivateLinkAnswer, address: v.nullable(v.string()) }),
  secrets: ["address"],
  example: { body: { label: "For Grace", uses: 1, until: null } },
});

export const createLinksForGuests = operation({
  id: "privateLinks.createForGuests",
  method: "POST",
  path: `${all}/for-guests`,
  tag,
  summary: "Create a private link for each of several guests",
  description:
    "Up to 50 email addresses, which become the labels; all links are created or none. The addresses of the links are shown here once, in the same order.",
  access: "settings",
  body: LinksForGuestsInput,
  answer: v.object({
    links: v.array(v.object({ link: PrivateLinkAnswer, address: v.nullable(v.string()) })),
  }),
  secrets: ["address"],
  example: { body: { guests: ["grace@example.org", "mary@example.org"], uses: 1, until: null } },
});

export const revealPrivateLink = operation({
  id: "privateLinks.reveal",
  method: "GET",
  path: `${path}/address`,
  params,
  tag,
  summary: "Get the address of a private link",
  access: "session",
  answer: v.object({ address: v.string() }),
  refusals: ["link-used", "link-expired"],
});

export const revokePrivateLink = operation({
  id: "privateLinks.revoke",
  method: "DELETE",
  path,
  params,
  tag,
  summary: "Revoke a private link",
  description: "Bookings made with it stay.",
  access: "settings",
  answer: v.object({ link: PrivateLinkAnswer }),
});
