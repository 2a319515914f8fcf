import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { blockListJson } from "../guests/block-list-json.ts";
import { block, unblock } from "../guests/block-list.ts";
import { pageOfNewest } from "../http/page-of.ts";
import { listBlockList } from "../store/block-list.ts";
import { forOwners } from "./operation.ts";
import { owners } from "./owners.ts";

const tag = "Guests";
const own = "/v0/me/blocked", ofTeam = "/v0/teams/{id}/blocked";

/** An email address or domain from which no bookings are taken. */
const BlockedAnswer = v.object({ id: v.string(), entry: v.string(), since: Timestamp });

export const [listBlocked, listTeamBlocked] = forOwners(
  {
    method: "GET",
    tag,
    description: "Newest first.",
    access: "read",
    query: v.object(pageQuery()),
    answer: v.object({ blocked: v.array(BlockedAnswer), next: Next }),
  },
  { id: "blockList.list", path: own, summary: "List whom you have blocked" },
  {
    id: "teams.blockList",
    path: ofTeam,
    summary: "List whom a team has blocked",
    description: "For owners and admins; newest first.",
  },
  owners,
  async ({ app, query }, owner) => {
    const all = await entriesOf(app, owner);
    const page = pageOfNewest(all, ({ id, since }) => ({ at: Date.parse(since), id }), query);
    return page.ok ? accepted({ blocked: page.value.items, next: page.value.next }) : page;
  },
);

export const [addBlocked, addTeamBlocked] = forOwners(
  {
    method: "POST",
    tag,
    description: "Their bookings stay. `added` leaves out what was blocked already.",
    access: "settings",
    body: v.object({
      entries: v.pipe(
        v.array(v.pipe(v.string(), v.maxLength(320, "block-form"))),
        v.minLength(1, "block-form"),
        v.maxLength(200, "block-form"),
      ),
    }),
    answer: v.object({ added: v.array(BlockedAnswer) }),
    example: { body: { entries: ["mallory@example.org", "example.net"] } },
  },
  { id: "blockList.add", path: own, summary: "Block email addresses and domains" },
  {
    id: "teams.block",
    path: ofTeam,
    summary: "Block email addresses and domains for a team",
    description: "For owners and admins. Their bookings stay.",
  },
  owners,
  async ({ app, body }, owner) => {
    const added = await block(app, owner, body.entries.join("\n"));
    if (!added.ok) return added;
    return accepted({ added: await Promise.all(added.value.map(blockListJson)) });
  },
);

const one = {
  method: "DELETE",
  tag,
  access: "settings",
  answer: v.object({ id: v.string() }),
} as const;

export const [removeBlocked, removeTeamBlocked] = forOwners(
  one,
  {
    id: "blockList.remove",
    path: `${own}/{id}`,
    summary: "Unblock an email address or domain",
  },
  {
    id: "teams.unblock",
    path: `${ofTeam}/{blockedId}`,
    summary: "Unblock an email address or domain for a team",
    description: "For owners and admins.",
  },
  {
    own: (call) => ({ owner: owners.own(call), id: call.params.id }),
    async team(call) {
      const owner = await owners.team(call);
      return owner && { owner, id: call.params.blockedId };
    },
  },
  async ({ app }, { owner, id }) => {
    const entry = (await entriesOf(app, owner)).find((each) => each.id === id)?.entry;
    if (entry === undefined) return refused("not-found");
    const removed = await unblock(app, owner, entry);
    return removed.ok ? accepted({ id }) : removed;
  },
);

async function entriesOf({ kv }: App, owner: Owner) {
  return await Promise.all((await listBlockList(kv, ownerIdOf(owner))).map(blockListJson));
}
