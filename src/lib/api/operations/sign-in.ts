import * as v from "valibot";
import { operation } from "../operation.ts";

export const signOut = operation({
  id: "auth.logout",
  method: "POST",
  path: "/v0/auth/logout",
  tag: "Sign-in",
  summary: "End the session of this browser",
  description: "Succeeds without a session too. An API key ends by being revoked.",
  access: "public",
  answer: v.object({}),
  status: 200,
});
