import { isPublicAddress } from "../outbound/ip-address.ts";

/**
 * The client's address: the socket's, or with `hops` trusted proxies the entry that many from the right of
 * X-Forwarded-For. Entries further left are set by the client.
 */
export function clientAddress(socket: string, forwardedFor: string | null, hops: number): string {
  if (hops === 0 || !forwardedFor) return bareAddress(socket);
  const entries = forwardedFor.split(",").map((entry) => entry.trim());
  return bareAddress(entries[entries.length - hops] || socket);
}

/** The key of a rate limit: one IPv4 address, or the /64 of an IPv6 address. */
export function rateLimitKey(client: string): string {
  return client.includes(":") ? firstGroups(client, 4) + "::/64" : client;
}

/** The block that an address is in, /24 of IPv4 or /48 of IPv6, as it is shown and stored. */
export function addressBlock(client: string): string {
  if (client.includes(":")) return firstGroups(client, 3) + "::/48";
  return client.replace(/\.\d+$/, ".0/24");
}

/** The first groups of an IPv6 address, 16 bits each, without leading zeros. */
function firstGroups(address: string, count: number): string {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  return groups.slice(0, count).map((group) => parseInt(group, 16).toString(16)).join(":");
}

function bareAddress(address: string): string {
  const unbracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(unbracketed)?.[1] ?? unbracketed;
  return withoutPort.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase().slice(0, 64);
}

/**
 * The network that a limit counts together: /24 of IPv4, /64 of IPv6; null for addresses that are not public, which
 * many clients may share.
 */
export function networkOf(client: string): string | null {
  if (!isPublicAddress(client)) return null;
  return client.includes(":") ? rateLimitKey(client) : client.replace(/\.\d+$/, ".0/24");
}
