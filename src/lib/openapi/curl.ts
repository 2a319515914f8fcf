import { pathNames } from "./openapi.ts";
import { exampleOf } from "./example.ts";
import { inputSchema } from "./json-schema.ts";
import { isChange, type Operation } from "./operation.ts";

/** A request as a curl line shows it; in URL and header values a shell expands variables and commands. */
export interface CurlRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A curl line for a POSIX shell. */
export function curlLine({ method, url, headers = {}, body }: CurlRequest): string {
  const parts = [
    ...method === "GET" ? [] : [`-X ${method}`],
    `"${url}"`,
    ...Object.entries(headers).map(([name, value]) => `-H "${name}: ${value}"`),
    ...body === undefined ? [] : [
      '-H "Content-Type: application/json"',
      `-d ${singleQuoted(JSON.stringify(body, null, 2))}`,
    ],
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

/** The value of an Idempotency-Key header that is another one each second. */
export const freshKey = "request-$(date +%s)";

/** What the curl line of an operation is made for. */
export interface CurlPlace {
  baseUrl: string;
  /** The name of the session cookie, for operations that no key may do. */
  cookie: string;
  /** What stands for parameters and fields of these names, in place of the example's. */
  values: Readonly<Record<string, string>>;
}

/** A curl line that does an operation: with its example, and shell variables for ids and secrets. */
export function curlOf(operation: Operation, { baseUrl, cookie, values }: CurlPlace): string {
  const { method, path, body, example = {} } = operation;
  const filled = pathNames(path).reduce((url, name) => {
    const known = example.params?.[name] && (values[name] ?? example.params[name]);
    return url.replace(`{${name}}`, known || `$${name.toUpperCase()}`);
  }, path as string);
  const query = queryOf(operation);
  const given = example.body ?? (body && exampleOf(inputSchema(body, true), "needed"));
  return curlLine({
    method,
    url: baseUrl + filled + (query ? `?${query}` : ""),
    headers: {
      ...accessHeaders(operation, baseUrl, cookie),
      ...(operation.idempotency === "required" ? { "Idempotency-Key": freshKey } : {}),
    },
    ...(given ? { body: withValues(given, values) } : {}),
  });
}

/** The example's parameters, and variables for the others that are needed. */
function queryOf({ query, example = {} }: Operation): string {
  const { required = [] } = query ? inputSchema(query, true) : {};
  const needed = required.filter((name) => !example.query?.[name]);
  return [
    String(new URLSearchParams(example.query ?? {})),
    ...needed.map((name) => `${name}=$${name.toUpperCase()}`),
  ].filter(Boolean).join("&");
}

/** The key; for what only a session may do its cookie, with the Origin that changes need. */
function accessHeaders(
  operation: Operation,
  baseUrl: string,
  cookie: string,
): Record<string, string> {
  if (operation.access === "public") return {};
  if (operation.access !== "session") return { Authorization: "Bearer $INVITO_KEY" };
  return {
    Cookie: `${cookie}=$INVITO_SESSION`,
    ...(isChange(operation) ? { Origin: baseUrl } : {}),
  };
}

function withValues(body: unknown, values: CurlPlace["values"]): unknown {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, values[name] ?? value]),
  );
}

/** A word of a POSIX shell in which nothing is expanded. */
function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
