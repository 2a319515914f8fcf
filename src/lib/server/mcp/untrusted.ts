import { format } from "$lib/i18n/format.ts";
import { newId } from "../runtime/secrets.ts";
import { words } from "./fields.ts";

const { notice, begin, end } = words.untrusted;

/** Data that others wrote, marked as such: what a program reads. */
export function untrustedData(data: unknown) {
  return { untrusted: true, notice, data };
}

/**
 * Data that others wrote, as text between two markers: what a language model reads. The markers have a new random part
 * each time, and the data is one line of JSON, so that nothing in it can end it.
 */
export function untrustedText(data: unknown): string {
  const mark = newId();
  return [
    notice,
    format(begin, { mark }),
    JSON.stringify(data),
    format(end, { mark }),
  ].join("\n");
}
