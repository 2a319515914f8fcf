import type { Scope } from "$lib/scheduling/api-key.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { answerMcp } from "$lib/server/mcp/answer-mcp.ts";
import { granted } from "./granted.ts";
import type { TestApp } from "./test-app.ts";

/** An agent of a host with these scopes, that sends messages without HTTP. */
export async function agentOf(app: TestApp, host: Host, scopes: Scope[] = ["read", "bookings"]) {
  const made = await granted(apiKeys.create(app, host, { name: "agent", scopes, expires: "30" }));
  const caller = { app, host, key: made.key };
  const send = (body: string, headers: Record<string, string> = {}) =>
    answerMcp(
      caller,
      new Request("https://cal.example/mcp", {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "accept": "application/json, text/event-stream",
          ...headers,
        },
      }),
    );
  const ask = async (method: string, params = {}) => {
    const answer = await send(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    return (await answer.json()).result;
  };
  const call = (name: string, given = {}) => ask("tools/call", { name, arguments: given });
  return { send, ask, call };
}

/** The texts of an answer, one to a line. */
export const textOf = ({ content }: { content: { text: string }[] }) =>
  content.map(({ text }) => text).join("\n");
