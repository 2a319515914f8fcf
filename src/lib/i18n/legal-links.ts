import { messages } from "./messages.ts";

/** A link to the operator's privacy policy or legal notice. */
export interface LegalLink {
  label: string;
  url: string;
}

/** The links to the operator's privacy policy and legal notice that are set. */
export function legalLinks(
  { privacy, imprint }: { privacy: string | null; imprint: string | null },
  language: string,
): LegalLink[] {
  const words = messages(language).legal;
  return [
    ...(privacy ? [{ label: words.privacy, url: privacy }] : []),
    ...(imprint ? [{ label: words.imprint, url: imprint }] : []),
  ];
}
