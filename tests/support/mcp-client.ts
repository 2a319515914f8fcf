import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client";
// @ts-types="../../node_modules/@modelcontextprotocol/sdk/dist/esm/client/streamableHttp.d.ts"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** What a tool call returned. */
export interface ToolAnswer {
  isError: boolean;
  /** The texts in order: a sentence, facts, and what others wrote. */
  texts: string[];
  // deno-lint-ignore no-explicit-any
  data: any;
}

/** An agent with an API key, by the official client. */
export interface Agent {
  client: Client;
  call(name: string, given?: Record<string, unknown>): Promise<ToolAnswer>;
  /** The same, and it must have been carried out. */
  done(name: string, given?: Record<string, unknown>): Promise<ToolAnswer>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startAgent(address: string, secret: string): Promise<Agent> {
  const client = new Client({ name: "test-agent", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", address), {
    requestInit: { headers: { authorization: `Bearer ${secret}` } },
  });
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  const call = async (name: string, given: Record<string, unknown> = {}): Promise<ToolAnswer> => {
    const result = await client.callTool({ name, arguments: given });
    const content = result.content as { text: string }[];
    return {
      isError: result.isError === true,
      texts: content.map(({ text }) => text),
      data: result.structuredContent,
    };
  };
  return {
    client,
    call,
    async done(name, given) {
      const answer = await call(name, given);
      assert.equal(answer.isError, false, `${name}: ${answer.texts.join(" ")}`);
      return answer;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
