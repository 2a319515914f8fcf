import * as v from "valibot";
import { manyLines } from "./many-lines.ts";

/** A complete address of the web as a browser opens it; null for every other text, and for one with a name or password. */
export function webAddress(text: string): URL | null {
  const url = URL.parse(text);
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "";
  return isWeb && !isSignedIn(url) ? url : null;
}

/** What begins like an address, up to the next blank or a character that no address has unescaped. */
const ADDRESS = /(?:https?:|[a-z][a-z\d+.-]*:\/\/)[^\s<>"'`]+/gi;

/** Whether an address in a text has a name or password in it. */
export function hasCredentials(text: string): boolean {
  return [text, ...text.match(ADDRESS) ?? []].some((part) => {
    const url = URL.parse(part);
    return url !== null && isSignedIn(url);
  });
}

const isSignedIn = ({ username, password }: URL) => username !== "" || password !== "";

/** Refuses addresses with credentials in a host's text: every guest would get them. */
export const withoutCredentials = v.check<string, "address-credentials">(
  (text) => !hasCredentials(text),
  "address-credentials",
);

/** A host's text of several lines that guests read. */
export const guestText = (max: number) => v.pipe(manyLines(max), withoutCredentials);
