import type { RequestHandler } from "./$types";
import { takeHostRequest } from "$lib/server/auth/host-request.ts";
import { runHostCommand } from "$lib/server/hosts/host-command.ts";
import { refusalResponse } from "$lib/server/http/refusal-response.ts";

/** A signed command of `deno task hosts`; for everybody else there is nothing here. */
export const POST: RequestHandler = async (event) => {
  const { app } = event.locals;
  const command = await takeHostRequest(app, await event.request.text());
  if (!command) return refusalResponse(event, { code: "not-found" });
  return Response.json(await runHostCommand(app, command), {
    headers: { "cache-control": "no-store" },
  });
};

export const fallback: RequestHandler = (event) => refusalResponse(event, { code: "not-found" });
