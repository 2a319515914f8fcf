import * as v from "valibot";
import { CalendarDate, Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import {
  LinksForGuestsInput,
  type PrivateLink,
  PrivateLinkInput,
} from "$lib/scheduling/private-link.ts";
import type { App } from "../app.ts";
import { privateLinkJson } from "../event-types/private-link-json.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { pageOfNewest } from "../http/page-of.ts";
import { forOwners } from "./operation.ts";
import { ofTeamType, type OwnedType, ownedTypes } from "./owners.ts";

const tag = "Event types";
const all = "/v0/event-types/{id}/links";
const path = `${all}/{link}` as const;
const params = { link: "The id of the link." };
const ofTeam = { ...ofTeamType, path: `${ofTeamType.path}/links` } as const;
const ofTeamLink = {
  ...ofTeamType,
  path: `${ofTeam.path}/{link}`,
  params: { ...ofTeamType.params, ...params },
} as const;

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
const made = v.object({ link: PrivateLinkAnswer, address: v.nullable(v.string()) });

export const [listPrivateLinks, listTeamPrivateLinks] = forOwners(
  {
    method: "GET",
    tag,
    description: "Newest first, without their addresses, which hold their secrets.",
    access: "read",
    query: v.object(pageQuery()),
    answer: v.object({ links: v.array(PrivateLinkAnswer), next: Next }),
  },
  { id: "privateLinks.list", path: all, summary: "List the private links of an event type" },
  {
    ...ofTeam,
    id: "teams.privateLinks",
    summary: "List the private links of a team’s event type",
  },
  ownedTypes,
  async ({ app, query }, { page, type }) => {
    const all = await privateLinks.list(app, page, type);
    const found = pageOfNewest(all, ({ link }) => ({ at: link.createdAt, id: link.hash }), query);
    if (!found.ok) return found;
    const { items, next } = found.value;
    return accepted({ links: items.map((view) => privateLinkJson(view, page.zone)), next });
  },
);

export const [createPrivateLink, createTeamPrivateLink] = forOwners(
  {
    method: "POST",
    tag,
    access: "settings",
    body: PrivateLinkInput,
    answer: made,
    secrets: ["address"],
    example: { body: { label: "For Grace", uses: 1, until: null } },
  },
  {
    id: "privateLinks.create",
    path: all,
    summary: "Create a private link",
    description: "Its address is shown here once; `until` is its last date in your time zone.",
  },
  {
    ...ofTeam,
    id: "teams.createPrivateLink",
    summary: "Create a private link of a team’s event type",
    description:
      "For owners and admins. Its address is shown here once; `until` is its last date in the team’s time zone.",
  },
  ownedTypes,
  async ({ app, body }, found) => {
    const link = await privateLinks.create(app, makerOf(found), found.type.id, body);
    return link.ok ? accepted(await shownOnce(app, found, link.value)) : link;
  },
);

export const [createLinksForGuests, createTeamLinksForGuests] = forOwners(
  {
    method: "POST",
    tag,
    description:
      "Up to 50 email addresses, which become the labels; all links are created or none. The addresses of the links are shown here once, in the same order.",
    access: "settings",
    body: LinksForGuestsInput,
    answer: v.object({ links: v.array(made) }),
    secrets: ["address"],
    example: { body: { guests: ["grace@example.org", "mary@example.org"], uses: 1, until: null } },
  },
  {
    id: "privateLinks.createForGuests",
    path: `${all}/for-guests`,
    summary: "Create a private link for each of several guests",
  },
  {
    ...ofTeam,
    id: "teams.createLinksForGuests",
    path: `${ofTeam.path}/for-guests`,
    summary: "Create a private link of a team’s event type for each of several guests",
  },
  ownedTypes,
  async ({ app, body }, found) => {
    const links = await privateLinks.createForGuests(app, makerOf(found), found.type.id, body);
    if (!links.ok) return links;
    const shown = links.value.map((link) => shownOnce(app, found, link));
    return accepted({ links: await Promise.all(shown) });
  },
);

export const [revealPrivateLink, revealTeamPrivateLink] = forOwners(
  {
    method: "GET",
    params,
    tag,
    access: "session",
    answer: v.object({ address: v.string() }),
    refusals: ["link-used", "link-expired"],
  },
  {
    id: "privateLinks.reveal",
    path: `${path}/address`,
    summary: "Get the address of a private link",
  },
  {
    ...ofTeamLink,
    id: "teams.revealPrivateLink",
    path: `${ofTeamLink.path}/address`,
    summary: "Get the address of a private link of a team’s event type",
  },
  ownedTypes,
  async ({ app, params }, found) => {
    const view = await findLink(app, found, params.link);
    if (!view) return refused("not-found");
    if (view.state === "open") return accepted({ address: view.address });
    return refused(view.state === "used" ? "link-used" : "link-expired");
  },
);

export const [revokePrivateLink, revokeTeamPrivateLink] = forOwners(
  {
    method: "DELETE",
    params,
    tag,
    access: "settings",
    answer: v.object({ link: PrivateLinkAnswer }),
  },
  {
    id: "privateLinks.revoke",
    path,
    summary: "Revoke a private link",
    description: "Bookings made with it stay.",
  },
  {
    ...ofTeamLink,
    id: "teams.revokePrivateLink",
    summary: "Revoke a private link of a team’s event type",
  },
  ownedTypes,
  async ({ app, params }, found) => {
    const { owner, page, type } = found;
    const revoked = await privateLinks.revoke(app, owner, type.id, params.link);
    if (!revoked.ok) return revoked;
    const view = await findLink(app, found, params.link);
    return view ? accepted({ link: privateLinkJson(view, page.zone) }) : refused("not-found");
  },
);

/** Who makes a link, in whose zone its last date counts. */
function makerOf({ owner, page }: OwnedType) {
  return typeof owner === "string" ? page : { ...owner, zone: page.zone };
}

/** A new link with its address. */
async function shownOnce(app: App, { page, type }: OwnedType, link: PrivateLink) {
  return {
    link: privateLinkJson({ link, state: "open", bookings: [] }, page.zone),
    address: await privateLinks.addressOf(app, page, type, link),
  };
}

async function findLink(app: App, { page, type }: OwnedType, hash: string) {
  const all = await privateLinks.list(app, page, type);
  return all.find(({ link }) => link.hash === hash) ?? null;
}
