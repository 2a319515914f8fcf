/** Listings of a WebDAV server: multistatus responses (RFC 4918 §13) of which most differ in address and ETag alone. */
import {
  davName,
  type Multistatus,
  type MultistatusResponse,
  parseMultistatus,
  resolveHref,
} from "./multistatus.ts";

/**
 * Parses a multistatus of addresses and ETags. Of responses in a row whose markup is the same only the first one is
 * parsed as XML, which takes ten times as long; the others are as it is, with their own address and ETag.
 */
export function parseListedMultistatus(text: string, base: URL): Multistatus {
  const row = text.includes("<!") ? null : findRow(text);
  if (!row) return parseMultistatus(text, base);
  const { responses, syncToken } = parseMultistatus(row.rest, base);
  const { href } = resolveHref(row.href, base);
  const at = responses.findIndex(({ url }) => url.href === href), first = responses[at];
  const isAmbiguous = responses.findLastIndex(({ url }) => url.href === href) !== at;
  if (!first || isAmbiguous) return parseMultistatus(text, base);
  const others = row.others.map((each) => likeFirst(first, each, base));
  const [before, behind] = [responses.slice(0, at + 1), responses.slice(at + 1)];
  return { responses: before.concat(others, behind), syncToken };
}

interface Named {
  href: string;
  etag: string;
}

/** Responses in a row: the address of the first, the others, and the text without these. */
interface Row {
  href: string;
  others: Named[];
  rest: string;
}

/** The row that begins with the first response, or with the second where the first is the collection itself. */
function findRow(text: string): Row | null {
  const opening = /<((?:[\w-]+:)?)response>/.exec(text);
  if (!opening) return null;
  const closing = `</${opening[1]}response>`;
  let start = opening.index;
  for (let tries = 0; tries < 2; tries++) {
    const end = text.indexOf(closing, start) + closing.length;
    if (end < closing.length) return null;
    const row = readRow(text, start, end);
    if (row && row.others.length > 0) return row;
    start = behindSpace(text, end);
  }
  return null;
}

/** Characters of a response with an address and an ETag. */
const MAX_LENGTH = 5_000;
const addressAndEtag =
  /^<((?:[\w-]+:)?)response>[^]*?<\1href>([^<>&]*)<\/[^]*?<\1getetag>([^<>&]*(?:&quot;[^<>&]*)*)<\//d;

function readRow(text: string, start: number, firstEnd: number): Row | null {
  if (firstEnd - start > MAX_LENGTH) return null;
  const first = text.slice(start, firstEnd);
  if (!hasOnce(first, "href") || !hasOnce(first, "getetag")) return null;
  const found = addressAndEtag.exec(first);
  const hrefAt = found?.indices?.[2], etagAt = found?.indices?.[3];
  if (!hrefAt || !etagAt) return null;
  const before = text.slice(start, start + hrefAt[0]);
  const between = text.slice(start + hrefAt[1], start + etagAt[0]);
  const behind = text.slice(start + etagAt[1], firstEnd), others: Named[] = [];
  let end = firstEnd;
  for (;;) {
    const next = behindSpace(text, end);
    if (!text.startsWith(before, next)) break;
    const href = next + before.length, hrefEnd = text.indexOf("<", href);
    const etag = hrefEnd + between.length, etagEnd = text.indexOf("<", etag);
    if (!text.startsWith(between, hrefEnd) || !text.startsWith(behind, etagEnd)) break;
    const named = { href: text.slice(href, hrefEnd), etag: text.slice(etag, etagEnd) };
    if (named.href.trim() === "" || /[&>]/.test(named.href)) break;
    if (/&(?!quot;)|>/.test(named.etag)) break;
    others.push(named);
    end = etagEnd + behind.length;
  }
  return { href: found![2]!, others, rest: text.slice(0, firstEnd) + text.slice(end) };
}

/** Whether one element of a name is in a text, by its two tags. */
function hasOnce(text: string, name: string): boolean {
  return text.split(`${name}>`).length === 3;
}

function behindSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
  return at;
}

const ETAG = davName("getetag");

function likeFirst(
  first: MultistatusResponse,
  { href, etag }: Named,
  base: URL,
): MultistatusResponse {
  const props = new Map(first.props), element = props.get(ETAG);
  if (element) props.set(ETAG, { ...element, text: etag.replaceAll("&quot;", '"') });
  return { url: resolveHref(href, base), props, status: first.status };
}
