/** One kept connection to the program, at little cost of its own: thousands fit beside the program on one machine. */
import { newClient } from "./guest-client.ts";

export interface Answered {
  status: number;
  /** Names in lower case. */
  headers: Map<string, string>;
  body(): string;
  /** From the first byte sent to the last one read. */
  ms: number;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface KeptConnection {
  /** Asks as a visitor that no other request came from; one request at a time. */
  ask(path: string, asked?: Asked): Promise<Answered>;
  /** Opens an event stream and reads on until `close`; "refused" when it ends before its first event. */
  follow(path: string): Promise<"open" | "refused">;
  /** How many events the stream has sent. */
  readonly events: number;
  close(): void;
}

export async function keepConnection(address: string): Promise<KeptConnection> {
  const { hostname, port, host } = new URL(address);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const buffer = new Uint8Array(32 * 1024), encoder = new TextEncoder();
  let isClosed = false, events = 0;

  async function send(path: string, { method = "GET", headers = {}, body }: Asked): Promise<void> {
    const all: Record<string, string> = {
      "host": host,
      "x-forwarded-for": newClient(),
      "accept": "text/html",
      ...(body === undefined ? {} : { "content-length": String(encoder.encode(body).length) }),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    let rest = encoder.encode(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`);
    while (rest.length > 0) rest = rest.subarray(await connection.write(rest));
  }

  async function more(): Promise<string> {
    const read = await connection.read(buffer);
    if (read === null) throw new Error("the server hung up");
    // Lengths are counted in bytes, so each is one character until the end.
    return latin.decode(buffer.subarray(0, read));
  }

  return {
    async ask(path, asked = {}) {
      const began = performance.now();
      await send(path, asked);
      let got = "", head: ReturnType<typeof headOf> = null;
      while (!(head ??= headOf(got)) || !isWhole(got, head)) got += await more();
      const ms = performance.now() - began;
      const { status, headers, end } = head;
      return { status, headers, ms, body: () => bodyOf(got.slice(end), headers) };
    },
    async follow(path) {
      await send(path, { headers: { accept: "text/event-stream" } });
      let got = "";
      while (!/\ndata: /.test(got)) {
        got += await more();
        const head = headOf(got);
        if (head && (head.status !== 200 || isWhole(got, head))) return "refused";
      }
      events++;
      void (async () => {
        while (!isClosed) events += (await more()).split("\ndata: ").length - 1;
      })().catch(() => {});
      return "open";
    },
    get events() {
      return events;
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      connection.close();
    },
  };
}

const latin = new TextDecoder("latin1");

/** Status and headers, once they are whole. */
function headOf(got: string) {
  const end = got.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = got.slice(0, end).split("\r\n");
  const headers = new Map(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  }));
  return { status: Number(first.split(" ")[1]), headers, end: end + 4 };
}

function isWhole(got: string, { status, headers, end }: NonNullable<ReturnType<typeof headOf>>) {
  if (status === 204 || status === 304) return true;
  const length = headers.get("content-length");
  return length === undefined ? got.endsWith("0\r\n\r\n") : got.length >= end + Number(length);
}

function bodyOf(raw: string, headers: Map<string, string>): string {
  const plain = headers.get("transfer-encoding") === "chunked" ? unchunked(raw) : raw;
  return new TextDecoder().decode(Uint8Array.from(plain, (each) => each.charCodeAt(0)));
}

/** A body without its chunks' lengths (RFC 9112 §7.1). */
function unchunked(raw: string): string {
  let body = "";
  for (let at = 0;;) {
    const line = raw.indexOf("\r\n", at), length = parseInt(raw.slice(at, line), 16);
    if (!(length > 0)) return body;
    body += raw.slice(line + 2, line + 2 + length);
    at = line + 2 + length + 2;
  }
}
