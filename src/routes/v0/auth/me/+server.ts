import { whoAmI } from "$lib/api/operations/sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { profileOf } from "$lib/server/hosts/profile.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(whoAmI, ({ host }) => accepted({ user: profileOf(host) }));
