import * as api from "$lib/api/operations/profile.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { changeProfile, profileJson } from "$lib/server/hosts/change-profile.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getProfile,
  ({ app, host }) => accepted({ profile: profileJson(app.baseUrl, host) }),
);

export const PATCH = serve(api.updateProfile, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const changed = await changeProfile(app, host.id, changes, expected);
  return changed.ok ? accepted({ profile: profileJson(app.baseUrl, changed.value) }) : changed;
});
