import type { Mailbox, Sender } from "./email.ts";

/** Who sends: the address of the settings, and our own host name to make Message-IDs with. Without a mail server the address is empty. */
export function senderOf(from: Mailbox | undefined, baseUrl: string): Sender {
  return {
    from: { name: from?.name || "Invito", address: from?.address ?? "" },
    domain: domainOf(baseUrl),
  };
}

/** The host name that links carry. */
export function domainOf(baseUrl: string): string {
  return new URL(baseUrl).hostname;
}
