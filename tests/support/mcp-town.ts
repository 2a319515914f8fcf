import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { Scope } from "$lib/scheduling/api-key.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { granted } from "./granted.ts";
import { type RunningTeam, startWithTeam } from "./running-team.ts";

/** The running program with the team `mill`, and agents of its members. */
export interface AgentTown {
  town: RunningTeam;
  address: string;
  /** Keys of Ada with all scopes of tools, with one of them and with none, of Ben, and of Cleo. */
  keys: Record<"full" | "reader" | "settings" | "ben" | "cleo", string>;
  /** Ada's, with all scopes. */
  agent: Agent;
  /** The id of an event type by its title. */
  typeOf(title: string): Promise<string>;
  /** The free starts of the next two weeks. */
  slotsOf(title: string): Promise<string[]>;
  /** What `book` takes for Grace. */
  bookAt(startsAt: string, given: { eventTypeId: string; [field: string]: unknown }): {
    eventTypeId: string;
    [field: string]: unknown;
  };
  [Symbol.asyncDispose](): Promise<void>;
}

/** Revisions of the protocol: the last one that begins with a handshake, and the first that has none. */
export const revisions = ["2025-11-25", "2026-07-28"] as const;

export type Revision = typeof revisions[number];

export const guest = { guestName: "Grace Hopper", guestEmail: "grace@example.com" };

export async function startAgentTown(revision: Revision = revisions[0]): Promise<AgentTown> {
  const keys = { full: "", reader: "", settings: "", ben: "", cleo: "" };
  const town = await startWithTeam({}, async (app, { hosts: [ada, ben, cleo] }) => {
    const make = async (name: keyof typeof keys, host: typeof ada, scopes: Scope[]) => {
      const made = await granted(apiKeys.create(app, host, { name, scopes, expires: "30" }));
      keys[name] = made.secret;
    };
    const all: Scope[] = ["read", "bookings", "teams"];
    await make("full", ada, all);
    await make("reader", ada, ["read"]);
    await make("settings", ada, ["settings"]);
    await make("ben", ben, all);
    await make("cleo", cleo, all);
  });
  const { address } = town.program;
  const agent = await startAgent(address, keys.full, revision);
  const typeOf = async (title: string) => {
    const { eventTypes, memberTexts } = (await agent.done("list_event_types")).data;
    const isIt = (each: { title?: string }) => each.title === title;
    return (eventTypes.find(isIt)?.id ?? memberTexts.data.find(isIt).eventTypeId) as string;
  };
  return {
    town,
    address,
    keys,
    agent,
    typeOf,
    async slotsOf(title) {
      const eventTypeId = await typeOf(title);
      const { slots } = (await agent.done("find_slots", { eventTypeId, days: 14 })).data;
      return slots.map(({ startsAt }: { startsAt: string }) => startsAt);
    },
    bookAt: (startsAt, given) => ({
      startsAt,
      ...guest,
      idempotencyKey: crypto.randomUUID(),
      ...given,
    }),
    async [Symbol.asyncDispose]() {
      await agent[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

/** What a tool call returned. */
interface ToolAnswer {
  isError: boolean;
  /** The texts in order: a sentence, facts, and what others wrote. */
  texts: string[];
  // deno-lint-ignore no-explicit-any
  data: any;
}

/** An agent with an API key, by the official client. */
interface Agent {
  client: Client;
  call(name: string, given?: Record<string, unknown>): Promise<ToolAnswer>;
  /** The same, and it must have been carried out. */
  done(name: string, given?: Record<string, unknown>): Promise<ToolAnswer>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startAgent(
  address: string,
  secret: string,
  revision: Revision = revisions[0],
): Promise<Agent> {
  const mode = revision === revisions[0] ? "legacy" : { pin: revision };
  const client = new Client({ name: "test-agent", version: "1.0.0" }, {
    versionNegotiation: { mode },
  });
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", address), {
    requestInit: { headers: { authorization: `Bearer ${secret}` } },
  });
  await client.connect(transport);
  assert.equal(client.getNegotiatedProtocolVersion(), revision);
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
