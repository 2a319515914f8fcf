import { defaultHostRules, type HostRules } from "$lib/scheduling/host-rules.ts";
import { keys } from "../kv/keys.ts";

/** A host's booking limits, time off and holidays; defaults when none were saved. */
export async function getHostRules(kv: Deno.Kv, hostId: string): Promise<HostRules> {
  return (await kv.get<HostRules>(keys.hostRules(hostId))).value ?? defaultHostRules(hostId);
}

/** Adds to a commit: a host's rules. */
export function setHostRules(op: Deno.AtomicOperation, rules: HostRules): Deno.AtomicOperation {
  return op.set(keys.hostRules(rules.hostId), rules);
}
