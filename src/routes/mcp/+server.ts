import { problem } from "$lib/server/http/problem-details.ts";
import { answerMcp } from "$lib/server/mcp/answer-mcp.ts";
import type { RequestHandler } from "./$types";

/** The MCP server, for programs with an API key; there is no stream to GET and no session to DELETE. */
export const POST: RequestHandler = async (
  { locals: { app, host, apiKey: key, language }, request },
) => {
  if (!host || !key) return problem({ code: "signed-out" }, language);
  const response = await answerMcp({ app, host, key }, request);
  response.headers.set("cache-control", "no-store");
  return response;
};
