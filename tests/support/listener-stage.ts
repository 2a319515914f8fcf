/** A listener with short limits, and raw bytes sent to it. */
import { constantHeaders } from "$lib/server/http/security-headers.ts";
import {
  defaultLimits,
  listen,
  type Listener,
  type ListenerLimits,
  type RequestHandlers,
} from "../../src/process/listener.ts";

export const limits = { ...defaultLimits, headerMs: 300, requestMs: 600, bodyBytes: 1000 };

export const constant = constantHeaders("https://meet.example.org");

export interface Served extends AsyncDisposable {
  listener: Listener;
  url: string;
  faults: unknown[];
}

export async function served(
  page: RequestHandlers["page"],
  more: Partial<RequestHandlers> = {},
  other: Partial<ListenerLimits> = {},
): Promise<Served> {
  const faults: unknown[] = [];
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: () => false,
    page,
    origin: (host) => `http://${host}`,
    headers: constant,
    onError: (error) => faults.push(error),
    ...more,
  }, { ...limits, ...other });
  return {
    listener,
    url: `http://127.0.0.1:${listener.port}`,
    faults,
    [Symbol.asyncDispose]: () => listener.close(0),
  };
}

/** Sends raw bytes, one piece after the other, and answers all that came back until the server hung up. */
export async function raw(port: number, first: string, drip?: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const bytes = new TextEncoder();
  await connection.write(bytes.encode(first));
  const dripping = drip && setInterval(() => {
    connection.write(bytes.encode(drip)).catch(() => clearInterval(dripping || 0));
  }, 50);
  let answer = "";
  try {
    for await (const piece of connection.readable) answer += new TextDecoder().decode(piece);
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  } finally {
    if (dripping) clearInterval(dripping);
  }
  return answer;
}

export const echo = async (request: Request) =>
  new Response(`got ${(await request.text()).length}`);
