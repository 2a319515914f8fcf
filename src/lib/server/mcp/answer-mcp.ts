import { format } from "$lib/i18n/format.ts";
import { callTool, listTools } from "./call-tool.ts";
import { words } from "./fields.ts";
import type { Caller } from "./tool.ts";
import { product, version } from "$lib/product.ts";

/** No message of a client is larger, bytes. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/**
 * Answers one message of the Model Context Protocol (streamable HTTP, JSON answers), of every revision that the SDK
 * knows. Nothing is kept between messages: each has a server of its own, and the SDK is loaded with the first one.
 */
export async function answerMcp(caller: Caller, request: Request): Promise<Response> {
  const message = await readMessage(request);
  if (message instanceof Response) return message;
  const sdk = await import("@modelcontextprotocol/server");
  const server = makeServer(sdk, caller);
  try {
    // Until 2025-11-25 a client says hello first; since 2026-07-28 each message carries what it needs to be answered.
    if (!await sdk.isLegacyRequest(request, message)) {
      const handler = sdk.createMcpHandler(() => server, { legacy: "reject" });
      return await handler.fetch(request, { parsedBody: message });
    }
    const { WebStandardStreamableHTTPServerTransport: Transport } = sdk;
    const transport = new Transport({ enableJsonResponse: true });
    await server.connect(transport);
    return await transport.handleRequest(request, { parsedBody: message });
  } finally {
    await server.close();
  }
}

function makeServer({ Server }: typeof import("@modelcontextprotocol/server"), caller: Caller) {
  const { host, app } = caller;
  const server = new Server({ name: product.toLowerCase(), title: product, version }, {
    capabilities: { tools: {} },
    instructions: format(words.instructions, {
      host: host.name,
      address: app.baseUrl,
      zone: host.zone,
    }),
  });
  server.setRequestHandler("tools/list", () => ({ tools: listTools(caller.key) }));
  server.setRequestHandler(
    "tools/call",
    ({ params }) => callTool(caller, params.name, params.arguments),
  );
  return server;
}

/** The message of a request, or why it is not read. A batch would be many calls under the limit of one. */
async function readMessage(request: Request): Promise<unknown> {
  const bytes = await request.bytes();
  if (bytes.length > MAX_MESSAGE_BYTES) {
    return protocolError(413, -32000, format(words.tooLarge, { n: MAX_MESSAGE_BYTES }));
  }
  try {
    const message = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(message) ? protocolError(400, -32600, words.batch) : message;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return protocolError(400, -32700, "Parse error");
  }
}

function protocolError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status });
}
