import type * as v from "valibot";
import type { ApiKey, Scope } from "$lib/scheduling/api-key.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";

/** Whom a tool acts for. */
export interface Caller {
  app: App;
  host: Host;
  key: ApiKey;
}

/** What a tool comes to: one or two sentences of ours, facts, and what others wrote. */
export interface ToolAnswer {
  text: string;
  data: Record<string, unknown>;
  /** Written by guests or other members, or taken from calendars, by what each part is called; shown apart and marked as untrusted. */
  untrusted?: Record<string, unknown>;
}

/** One tool of the MCP server. */
export interface Tool {
  name: string;
  title: string;
  /** What it does and what will happen, for the agent and for whoever allows the call. */
  description: string;
  /** The scope that the key needs. */
  scope: Scope;
  input: v.GenericSchema<Record<string, unknown>>;
  /** Whether something that guests rely on ends by it. */
  isDestructive?: boolean;
  run(caller: Caller, input: never): Promise<Outcome<ToolAnswer>>;
}

/** A tool whose `run` gets what its schema yields. */
export function tool<const Schema extends v.GenericSchema<Record<string, unknown>>>(
  described: Omit<Tool, "input" | "run"> & {
    input: Schema;
    run(caller: Caller, input: v.InferOutput<Schema>): Promise<Outcome<ToolAnswer>>;
  },
): Tool {
  return described as Tool;
}
