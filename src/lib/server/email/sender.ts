import type { Mailbox, Sender } from "./email.ts";

/** The sender: the address of the settings, empty without a mail server, and our host name for Message-IDs. */
export function senderOf(from: Mailbox | undefined, baseUrl: string): Sender {
  return {
    from: { name: from?.name || "Invito", address: from?.address ?? "" },
    domain: domainOf(baseUrl),
  };
}

/** The host name of the base URL. */
export function domainOf(baseUrl: string): string {
  return new URL(baseUrl).hostname;
}
