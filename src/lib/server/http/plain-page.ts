import type { LegalLink } from "$lib/i18n/legal-links.ts";
import { directionOf, type Language } from "$lib/scheduling/language.ts";
import type { SubmittedForm } from "./submitted-form.ts";
import { base64url } from "../runtime/secrets.ts";

const style = `:root{color-scheme:light dark;--ground:#f7f6f1;--ink:#1b211d;--link:#1d6148}` +
  `@media(prefers-color-scheme:dark){:root{--ground:#121512;--ink:#eef2ee;--link:#80d1b0}}` +
  `body{background:var(--ground);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif;` +
  `max-width:34rem;margin:18vh auto;padding:0 1.25rem}` +
  `h1{font-size:1.625rem;font-weight:600;line-height:1.2}a{color:var(--link)}` +
  `button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border:0;` +
  `border-radius:.5rem;background:var(--link);color:var(--ground);cursor:pointer}`;

/** An error page for when the framework cannot render one; needs no other files. */
export function plainPage(
  status: number,
  { language, title, text, link, legal, form }: {
    language: Language;
    title: string;
    text: string;
    link: { href: string; label: string };
    /** The operator's privacy policy and legal notice. */
    legal: readonly LegalLink[];
    /** What was submitted, with a sentence about it and the button that submits it again. */
    form?: { submitted: SubmittedForm; note: string; button: string };
  },
): Response {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const html =
    `<!doctype html><html lang="${language}" dir="${
      directionOf(language)
    }"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${
      escape(title)
    }</title>` +
    `<style nonce="${nonce}">${style}</style></head><body><main><h1>${escape(title)}</h1><p>${
      escape(text)
    }</p>` +
    (form ? formAgain(form) : "") +
    `<p>${anchor(link)}</p></main>${
      legal.length > 0
        ? `<footer>${
          legal.map(({ label, url }) => anchor({ href: url, label })).join(" · ")
        }</footer>`
        : ""
    }</body></html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'`,
    },
  });
}

function formAgain(
  { submitted: { action, fields }, note, button }: {
    submitted: SubmittedForm;
    note: string;
    button: string;
  },
): string {
  const inputs = fields.map(([name, value]) =>
    `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`
  );
  return `<form method="post" action="${escape(action)}"><p>${escape(note)}</p>${
    inputs.join("")
  }<p><button>${escape(button)}</button></p></form>`;
}

function anchor({ href, label }: { href: string; label: string }): string {
  return `<a href="${escape(href)}">${escape(label)}</a>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
