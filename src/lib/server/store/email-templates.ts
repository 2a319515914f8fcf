import type { EmailTemplates } from "$lib/scheduling/email-template.ts";
import { keys } from "./keys.ts";

const noTemplates: EmailTemplates = { words: {}, revision: 0 };

/** What a host says in the letters of an event type in words of their own; outlives the type, for its bookings do. */
export async function getEmailTemplates(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<EmailTemplates> {
  return (await readEmailTemplates(kv, hostId, typeId)).value ?? noTemplates;
}

/** The same with its version, to be checked when it is changed. */
export function readEmailTemplates(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<Deno.KvEntryMaybe<EmailTemplates>> {
  return kv.get<EmailTemplates>(keys.emailTemplates(hostId, typeId));
}

/** Adds the writes that replace the words as they were read. */
export function writeEmailTemplates(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<EmailTemplates>,
  words: EmailTemplates["words"],
): Deno.AtomicOperation {
  return op.check(was).set(was.key, { words, revision: (was.value?.revision ?? 0) + 1 });
}
