import type { EmailTemplates } from "$lib/scheduling/email-template.ts";
import { keys } from "./keys.ts";

const noTemplates: EmailTemplates = { texts: {}, revision: 0 };

/** An owner's email texts for an event type, or for all of them; they outlive the type, because its bookings do. */
export async function getEmailTemplates(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<EmailTemplates> {
  return (await readEmailTemplates(kv, hostId, typeId)).value ?? noTemplates;
}

/** The same with its version to check. */
export function readEmailTemplates(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<Deno.KvEntryMaybe<EmailTemplates>> {
  return kv.get<EmailTemplates>(keys.emailTemplates(hostId, typeId));
}

/** Adds to a commit: new texts in place of those that were read. */
export function writeEmailTemplates(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<EmailTemplates>,
  texts: EmailTemplates["texts"],
): Deno.AtomicOperation {
  return op.check(was).set(was.key, { texts, revision: (was.value?.revision ?? 0) + 1 });
}
