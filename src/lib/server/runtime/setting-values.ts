import { HOUR, MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import { asciiDomain, parseEmail } from "$lib/scheduling/email-address.ts";
import { product } from "$lib/product.ts";

/** Parsers of single settings: each returns the value or throws a sentence that says what to write instead. */

const units: Record<string, number> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR };

/** Go-style durations such as `15m`, `24h`, `1h30m`, in milliseconds. */
export function duration(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    throw new Error("use a duration such as 15m, 24h or 1h30m");
  }
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(number) * units[unit!]!;
  }
  return Math.round(total);
}

/** `:8080`, `127.0.0.1:8080` or `[::1]:8080`; without a host it listens on every IPv4 address, port 0 takes a free one. */
export function listenAddress(text: string): { hostname: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s]*)):(\d{1,5})$/.exec(
    text,
  ) ?? [];
  if (port === undefined || Number(port) > 65535) {
    throw new Error("use :PORT, ADDRESS:PORT or [IPV6]:PORT, such as 127.0.0.1:8080");
  }
  return { hostname: bracketed ?? (plain || "0.0.0.0"), port: Number(port) };
}

/** `Name <address@example.org>` or a bare address, in its canonical form. */
export function mailbox(text: string): { name: string; address: string } {
  const [, quoted, plain, inner] = /^(?:"([^"\\\p{Cc}]*)"|([^"<>\p{Cc}]*?))\s*<([^<>]+)>$/u.exec(
    text,
  ) ?? [];
  const parsed = parseEmail(inner ?? text);
  if (!("address" in parsed)) {
    throw new Error(`use one email address, such as ${product} <invito@example.org>`);
  }
  return { name: quoted ?? plain ?? "", address: parsed.address };
}

/** A name of one line, as it stands on a button. */
export function displayName(text: string): string {
  if (text.length > 60 || /\p{Cc}/u.test(text)) {
    throw new Error("use one line of at most 60 characters");
  }
  return text;
}

/** An http(s) origin without path, query or credentials; no slash at the end. */
export function origin(text: string): string {
  const url = webAddress(text);
  if (url.pathname !== "/" || url.search) {
    throw new Error("use only scheme, host name and port, such as https://book.example.org");
  }
  return url.origin;
}

/** An http(s) address without credentials or fragment. */
export function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash) {
    throw new Error("use a complete address, such as https://example.org");
  }
  return url;
}

/** Exactly 64 hex digits. */
export function hex64(text: string): string {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) {
    throw new Error("use 64 hex digits, for example from `openssl rand -hex 32`");
  }
  return text.toLowerCase();
}

/** A token as `Authorization: Bearer` carries it (RFC 6750 §2.1), long enough not to be guessed. */
export function bearerToken(text: string): string {
  if (!/^[A-Za-z0-9._~+/-]{16,512}=*$/.test(text)) {
    throw new Error(
      "use at least 16 letters and digits, for example from `openssl rand -hex 32`",
    );
  }
  return text;
}

/** A whole number within bounds. */
export function wholeNumber(text: string, min: number, max: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < min || Number(text) > max) {
    throw new Error(`use a whole number from ${min} to ${max}`);
  }
  return Number(text);
}

/** Host names, addresses or CIDR ranges, separated by commas or spaces, in lower case. */
export function hostsOrRanges(text: string): string[] {
  const names = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
  for (const name of names) {
    if (!isNetwork(name)) {
      throw new Error(`“${name}” isn’t a host name or a range such as 192.168.0.0/16`);
    }
  }
  return names;
}

function isNetwork(name: string): boolean {
  const [address = "", bits, more] = name.split("/");
  if (more !== undefined) return false;
  const isV4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) &&
    address.split(".").every((part) => Number(part) < 256);
  const isV6 = address.includes(":") && URL.canParse(`http://[${address}]`);
  if (bits !== undefined) {
    return /^\d{1,3}$/.test(bits) && (isV4 || isV6) && Number(bits) <= (isV4 ? 32 : 128);
  }
  if (isV4 || isV6) return true;
  if (/^[\d.]+$/.test(address)) return false;
  return /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/.test(address);
}

/** The Microsoft tenant: everybody, a kind of account, or one directory by id or domain. */
export function tenant(value: string): string {
  const isOne = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^([a-z0-9-]+\.)+[a-z]{2,}$/i;
  if (/^(common|organizations|consumers)$/.test(value) || isOne.test(value)) return value;
  throw new Error("use common, organizations, consumers, or a directory’s ID or domain");
}

/** Domains of email addresses, separated by commas or spaces, in their canonical form. */
export function domains(text: string): string[] {
  const found = text.split(/[\s,]+/).filter(Boolean).map((name) =>
    asciiDomain(name.replace(/^@/, ""))
  );
  const valid = found.filter((domain) => domain !== null);
  if (valid.length === 0 || valid.length < found.length) {
    throw new Error("use domains such as example.org, separated by commas");
  }
  return valid;
}

/** Names of groups, separated by commas; in double quotes where one has a comma. */
export function groups(text: string): string[] {
  const names = [...text.matchAll(/"([^"]*)"|[^",]+/g)].map(([name, quoted]) =>
    quoted ?? name.trim()
  )
    .filter(Boolean);
  if (names.length === 0) throw new Error("use names of groups, separated by commas");
  return names;
}
