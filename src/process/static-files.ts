/** Static files of the built client, held in memory with the compressed variants of the build. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createHash } from "node:crypto";
import { isKnown } from "../lib/server/http/known-tags.ts";

interface Asset {
  headers: Record<string, string>;
  etag: string;
  plain: Uint8Array;
  br: Uint8Array | null;
  gzip: Uint8Array | null;
}

const types: Record<string, string> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff2: "font/woff2",
};

/** All files below a folder by URL path; `constant` are the headers of every response. */
export async function loadAssets(
  folder: string,
  constant: Record<string, string>,
): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>();
  for await (const path of walkFiles(folder)) {
    if (/\.(br|gz)$/.test(path)) continue;
    const url = path.slice(folder.length);
    const plain = await Deno.readFile(path);
    assets.set(url, {
      plain,
      br: await readOptional(`${path}.br`),
      gzip: await readOptional(`${path}.gz`),
      etag: createHash("sha256").update(plain).digest("base64url").slice(0, 22),
      headers: {
        ...constant,
        "content-type": types[url.split(".").at(-1) ?? ""] ?? "application/octet-stream",
        "cache-control": url.startsWith("/_app/immutable/")
          ? "public, max-age=31536000, immutable"
          : "public, max-age=600",
        "cross-origin-resource-policy": "cross-origin",
        "vary": "accept-encoding",
      },
    });
  }
  return assets;
}

/** Sends the file of a GET or HEAD request; false when there is none. */
export function sendAsset(
  assets: Map<string, Asset>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const asset = assets.get(request.url?.split("?", 1)[0] ?? "");
  if (!asset) return false;
  const accepted = String(request.headers["accept-encoding"] ?? "").toLowerCase();
  const encoding = asset.br && /\bbr\b/.test(accepted)
    ? "br"
    : asset.gzip && /\bgzip\b/.test(accepted)
    ? "gzip"
    : "plain";
  const etag = `"${asset.etag}-${encoding}"`;
  const body = asset[encoding] ?? asset.plain;
  const headers: Record<string, string | number> = { ...asset.headers, etag };
  if (encoding !== "plain") headers["content-encoding"] = encoding;
  if (isKnown(request.headers["if-none-match"], etag)) {
    response.writeHead(304, headers).end();
  } else {
    headers["content-length"] = body.length;
    response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : body);
  }
  return true;
}

async function* walkFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* walkFiles(path);
    else if (entry.isFile) yield path;
  }
}

async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
