import * as v from "valibot";
import { PICTURE_BYTES } from "../http/request-body.ts";
import { partial } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { PageSettingsInput, TeamPageSettingsInput } from "$lib/scheduling/page-settings.ts";
import { isPictureKind, MAX_PICTURE_BYTES } from "$lib/scheduling/picture.ts";
import { changePage } from "../branding/change-page.ts";
import { bytesOfBase64, removePicture, uploadPicture } from "../branding/change-picture.ts";
import { pageJson, teamPageJson } from "../branding/page-json.ts";
import { getPageSettings } from "../store/page-settings.ts";
import { findManagedTeam } from "../teams/find-team-type.ts";
import { operation } from "./operation.ts";

const revised = "page";

/** What a team has set of the pages that its guests see. */
const TeamPage = v.object({
  footer: v.string(),
  /** `#rrggbb`; null for the product's own. */
  accent: v.nullable(v.string()),
  hideBranding: v.boolean(),
  /** Whether visits of the page are counted for the analytics. */
  countVisits: v.boolean(),
  /** URLs of WebP files; null for the initial and the name. */
  picture: v.nullable(v.string()),
  logo: v.nullable(v.string()),
  revision: v.number(),
});

/** The same of a host, with the text above the event types. */
const Page = v.object({ welcome: v.string(), ...TeamPage.entries });
const ofHost = { path: "/v0/me/page", tag: "Profile", answer: v.object({ page: Page }) } as const;

const ofTeam = {
  path: "/v0/teams/{id}/page",
  tag: "Teams",
  answer: v.object({ page: TeamPage }),
} as const;

export const getPage = operation({
  ...ofHost,
  id: "page.get",
  method: "GET",
  summary: "Get how your page looks",
  access: "read",
  revised,
}, async ({ app, host }) => {
  return accepted({ page: pageJson(await getPageSettings(app.kv, host.id), app.baseUrl) });
});

export const updatePage = operation({
  ...ofHost,
  id: "page.update",
  method: "PATCH",
  summary: "Change how your page looks",
  description:
    "Changes the fields that the body names. Texts are plain; addresses that start with https:// become links. The accent colour is shown a little darker or lighter where it would be hard to read.",
  access: "settings",
  body: v.object({ ...partial(PageSettingsInput.entries), revision: v.optional(v.number()) }),
  revised,
  refusals: ["changed"],
  example: { body: { welcome: "Welcome!", accent: "#7a1f5c" } },
}, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const changed = await changePage(app, host.id, changes, expected);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});

export const getTeamPage = operation({
  ...ofTeam,
  id: "teams.page",
  method: "GET",
  summary: "Get how a team’s page looks",
  description: "For owners and admins.",
  access: "read",
  revised,
}, async (call) => {
  const team = await findManagedTeam(call);
  if (!team) return refused("not-found");
  return accepted({
    page: teamPageJson(await getPageSettings(call.app.kv, team.teamId), call.app.baseUrl),
  });
});

export const updateTeamPage = operation({
  ...ofTeam,
  id: "teams.updatePage",
  method: "PATCH",
  summary: "Change how a team’s page looks",
  description: "For owners and admins. Changes the fields that the body names.",
  access: "teams",
  body: v.object({ ...partial(TeamPageSettingsInput.entries), revision: v.optional(v.number()) }),
  revised,
  refusals: ["changed"],
  example: { body: { accent: "#1f4a7c" } },
}, async (call) => {
  const team = await findManagedTeam(call);
  if (!team) return refused("not-found");
  const { revision: expected = call.revision, ...changes } = call.body;
  const changed = await changePage(call.app, team, changes, expected);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, call.app.baseUrl) }) : changed;
});

const params = { kind: "`picture` or `logo`." };

/** A file in base64 (RFC 4648 §4). */
const PictureInput = v.object({
  content: v.pipe(
    v.string(),
    v.maxLength(Math.ceil(MAX_PICTURE_BYTES / 3) * 4, "picture-large"),
    // `v.base64` holds up every other request for 50 ms.
    v.regex(/^[A-Za-z0-9+/]*={0,2}$/, "picture-unreadable"),
    v.check((text) => text.length % 4 === 0, "picture-unreadable"),
  ),
  revision: v.optional(v.number()),
});

const described =
  "A still PNG, JPEG or WebP of up to 900 KB and 4 megapixels. It is written anew without its metadata: a picture as a square of 256 pixels, a logo within 480 × 128.";

export const setPagePicture = operation({
  ...ofHost,
  id: "page.setPicture",
  method: "PUT",
  path: "/v0/me/page/{kind}",
  params,
  summary: "Set your picture or logo",
  description: described,
  access: "settings",
  body: PictureInput,
  maxBytes: PICTURE_BYTES,
  revised,
  refusals: ["not-found", "changed", "too-many", "busy"],
}, async ({ app, host, params, body, revision }) => {
  if (!isPictureKind(params.kind)) return refused("not-found");
  const bytes = bytesOfBase64(body.content);
  const expected = body.revision ?? revision;
  const changed = await uploadPicture(app, host.id, params.kind, bytes, expected);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});

export const removePagePicture = operation({
  ...ofHost,
  id: "page.removePicture",
  method: "DELETE",
  path: "/v0/me/page/{kind}",
  params,
  summary: "Remove your picture or logo",
  access: "settings",
  revised,
  refusals: ["not-found", "changed"],
}, async ({ app, host, params, revision }) => {
  if (!isPictureKind(params.kind)) return refused("not-found");
  const changed = await removePicture(app, host.id, params.kind, revision);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});

export const setTeamPagePicture = operation({
  ...ofTeam,
  id: "teams.setPicture",
  method: "PUT",
  path: "/v0/teams/{id}/page/{kind}",
  params,
  summary: "Set a team’s picture or logo",
  description: `For owners and admins. ${described}`,
  access: "teams",
  body: PictureInput,
  maxBytes: PICTURE_BYTES,
  revised,
  refusals: ["changed", "too-many", "busy"],
}, async (call) => {
  const { app, body, params: { kind } } = call;
  const team = await findManagedTeam(call);
  if (!team || !isPictureKind(kind)) return refused("not-found");
  const expected = body.revision ?? call.revision;
  const changed = await uploadPicture(app, team, kind, bytesOfBase64(body.content), expected);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, app.baseUrl) }) : changed;
});

export const removeTeamPagePicture = operation({
  ...ofTeam,
  id: "teams.removePicture",
  method: "DELETE",
  path: "/v0/teams/{id}/page/{kind}",
  params,
  summary: "Remove a team’s picture or logo",
  description: "For owners and admins.",
  access: "teams",
  revised,
  refusals: ["changed"],
}, async (call) => {
  const { app, params: { kind } } = call;
  const team = await findManagedTeam(call);
  if (!team || !isPictureKind(kind)) return refused("not-found");
  const changed = await removePicture(app, team, kind, call.revision);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, app.baseUrl) }) : changed;
});
