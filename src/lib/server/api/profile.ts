import * as v from "valibot";
import { Zone } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { ProfileChanges } from "$lib/scheduling/profile.ts";
import { changeProfile, profileJson } from "../hosts/change-profile.ts";
import { operation } from "./operation.ts";

const tag = "Profile";

/** Who is signed in. */
export const User = v.object({
  id: v.string(),
  username: v.string(),
  name: v.string(),
  /** The same as `name`. */
  displayName: v.string(),
  email: v.nullable(v.string()),
  emailVerified: v.boolean(),
  timezone: Zone,
  hourCycle: v.picklist([12, 24]),
  language: v.string(),
});

/** The signed-in host's profile. */
const Profile = v.object({
  ...User.entries,
  dailyAgendaAt: v.nullable(v.string()),
  onboarded: v.boolean(),
  /** Origins that may embed the list of event types. */
  frameAncestors: v.array(v.string()),
  page: v.string(),
  revision: v.number(),
});

const one = v.object({ profile: Profile });
const body = v.object({ ...ProfileChanges.entries, revision: v.optional(v.number()) });
const refusals = ["name-taken", "name-reserved", "not-found", "changed"] as const;

export const getProfile = operation({
  id: "profile.get",
  method: "GET",
  path: "/v0/profile",
  tag,
  summary: "Get your profile",
  access: "read",
  answer: one,
  revised: "profile",
}, ({ app, host }) => accepted({ profile: profileJson(app.baseUrl, host) }));

export const updateProfile = operation({
  id: "profile.update",
  method: "PATCH",
  path: "/v0/profile",
  tag,
  summary: "Change your profile",
  description:
    "Changes the fields that the body names; with `revision` or If-Match only if it is still current. Another username ends the links to the old one.",
  access: "settings",
  body,
  answer: one,
  revised: "profile",
  refusals,
  example: { body: { timezone: "Europe/Berlin" } },
}, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const changed = await changeProfile(app, host.id, changes, expected);
  return changed.ok ? accepted({ profile: profileJson(app.baseUrl, changed.value) }) : changed;
});

export const completeOnboarding = operation({
  id: "profile.completeOnboarding",
  method: "POST",
  path: "/v0/onboarding/complete",
  tag,
  summary: "Finish the first steps",
  description: "Takes what a change of the profile takes, and opens the dashboard.",
  access: "settings",
  body,
  answer: one,
  status: 200,
  revised: "profile",
  refusals,
  example: { body: { name: "Ada Beck", timezone: "Europe/Berlin" } },
}, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const done = await changeProfile(app, host.id, changes, expected);
  return done.ok ? accepted({ profile: profileJson(app.baseUrl, done.value) }) : done;
});
