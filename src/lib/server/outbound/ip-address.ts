/** An IP address as bytes: 4 for IPv4, 16 for IPv6. */
export type IpBytes = readonly number[];

/** A block of addresses in CIDR notation, parsed. */
interface CidrBlock {
  bytes: IpBytes;
  bits: number;
}

/** IPv4 that is not on the public internet (IANA special-purpose registry). */
const nonPublicV4 = [
  "0.0.0.0/8", // this network, unspecified
  "10.0.0.0/8",
  "100.64.0.0/10", // carrier-grade NAT
  "127.0.0.0/8",
  "169.254.0.0/16", // link-local, cloud metadata
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
].map(blockOf);

/** Only 2000::/3 is global; loopback, unique local, link-local, multicast, v4-mapped and NAT64 all lie outside it. */
const globalV6 = blockOf("2000::/3");
const nonPublicV6 = [
  "2001::/23", // Teredo, ORCHID and other protocol assignments
  "2001:db8::/32",
  "2002::/16", // 6to4 carries an IPv4 address inside
  "3fff::/20",
].map(blockOf);

/** Whether an address is on the public internet; false when it does not parse. */
export function isPublicAddress(address: string): boolean {
  const bytes = parseIpAddress(address);
  if (!bytes) return false;
  if (bytes.length === 4) return !nonPublicV4.some((block) => blockContains(block, bytes));
  return blockContains(globalV6, bytes) &&
    !nonPublicV6.some((block) => blockContains(block, bytes));
}

/** Checks whether the settings allow a private host, by host name, address or CIDR. */
export function allowedHosts(allow: readonly string[]): (host: string, address: string) => boolean {
  const names = new Set<string>();
  const blocks: CidrBlock[] = [];
  for (const entry of allow) {
    const plain = entry.trim().toLowerCase().replace(/^\[(.*)\]$/, "$1");
    if (parseIpAddress(plain.split("/")[0] ?? "")) blocks.push(blockOf(plain));
    else names.add(plain);
  }
  return (host, address) => {
    if (names.has(host.toLowerCase())) return true;
    const bytes = parseIpAddress(address);
    return bytes !== null && blocks.some((block) => blockContains(block, bytes));
  };
}

/** The bytes of an IPv4 or IPv6 address; null for anything else, including zone identifiers. */
export function parseIpAddress(address: string): IpBytes | null {
  return address.includes(":") ? parseV6(address) : parseV4(address);
}

function parseV4(address: string): IpBytes | null {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function parseV6(address: string): IpBytes | null {
  const [head, tail, ...more] = address.split("::");
  if (head === undefined || more.length > 0) return null;
  const front = groups(head), back = tail === undefined ? [] : groups(tail);
  if (!front || !back) return null;
  const missing = 16 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return [...front, ...new Array<number>(missing).fill(0), ...back];
}

function groups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      const v4 = index === parts.length - 1 ? parseV4(part) : null;
      if (!v4) return null;
      bytes.push(...v4);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return null;
      const value = parseInt(part, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

function blockOf(cidr: string): CidrBlock {
  const [address = "", bits] = cidr.split("/");
  const bytes = parseIpAddress(address);
  if (!bytes) throw new Error(`not an address block: ${cidr}`);
  const length = bits === undefined ? bytes.length * 8 : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > bytes.length * 8) {
    throw new Error(`not an address block: ${cidr}`);
  }
  return { bytes, bits: length };
}

function blockContains(block: CidrBlock, bytes: IpBytes): boolean {
  if (block.bytes.length !== bytes.length) return false;
  for (let bit = 0; bit < block.bits; bit += 8) {
    const bitsLeft = block.bits - bit;
    const mask = bitsLeft >= 8 ? 255 : (255 << (8 - bitsLeft)) & 255;
    const index = bit / 8;
    if (((block.bytes[index] ?? 0) & mask) !== ((bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}
