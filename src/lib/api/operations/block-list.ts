import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Guests";
const path = "/v0/me/blocked";

/** An email address or domain from which no bookings are taken. */
export const BlockedAnswer = v.object({ id: v.string(), entry: v.string(), since: Timestamp });

export const listBlocked = operation({
  id: "blockList.list",
  method: "GET",
  path,
  tag,
  summary: "List whom you have blocked",
  description: "Newest first.",
  access: "read",
  query: v.object(pageQuery()),
  answer: v.object({ blocked: v.array(BlockedAnswer), next: Next }),
});

export const addBlocked = operation({
  id: "blockList.add",
  method: "POST",
  path,
  tag,
  summary: "Block email addresses and domains",
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
});

export const removeBlocked = operation({
  id: "blockList.remove",
  method: "DELETE",
  path: `${path}/{id}`,
  tag,
  summary: "Unblock an email address or domain",
  access: "settings",
  answer: v.object({ id: v.string() }),
});
