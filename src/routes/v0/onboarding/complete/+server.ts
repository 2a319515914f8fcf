import { completeOnboarding } from "$lib/api/operations/profile.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { changeProfile, profileJson } from "$lib/server/hosts/change-profile.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(completeOnboarding, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const done = await changeProfile(app, host.id, changes, expected);
  return done.ok ? accepted({ profile: profileJson(app.baseUrl, done.value) }) : done;
});
