/** A curl line for a shell; the header values are in double quotes, so that variables and commands in them are expanded. */
export function curlLine(
  { method, url, headers = {}, body }: {
    method: string;
    url: string;
    headers?: Record<string, string>;
    body?: unknown;
  },
): string {
  const parts = [
    ...(method === "GET" ? [] : [`-X ${method}`]),
    singleQuoted(url),
    ...Object.entries(headers).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(body === undefined ? [] : [
      '-H "Content-Type: application/json"',
      `-d ${singleQuoted(JSON.stringify(body, null, 2))}`,
    ]),
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

/** A word of a POSIX shell in which nothing is expanded. */
function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The value of an Idempotency-Key header that is another one each second. */
export const freshKey = "booking-$(date +%s)";
