import { defaultHostRules, type HostRules } from "$lib/scheduling/host-rules.ts";
import { keys } from "./keys.ts";

/** What a host lives by; a host who has set nothing lives by nothing. */
export async function getHostRules(kv: Deno.Kv, hostId: string): Promise<HostRules> {
  return (await kv.get<HostRules>(keys.hostRules(hostId))).value ?? defaultHostRules(hostId);
}

/** Adds the write of a host's rules. */
export function setHostRules(op: Deno.AtomicOperation, rules: HostRules): Deno.AtomicOperation {
  return op.set(keys.hostRules(rules.hostId), rules);
}
