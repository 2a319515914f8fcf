import { currentRequestId } from "./request-id.ts";

/** Writes one JSON object per line, without secrets, tokens or guests' addresses (RUN-9). */
export interface Log {
  info(event: string, facts?: Record<string, string | number | boolean | null>): void;
  warn(event: string, facts?: Record<string, string | number | boolean | null>): void;
  /** Logs an error and returns the error ID that the page shows. */
  fault(
    event: string,
    error: unknown,
    facts?: Record<string, string | number | boolean | null>,
  ): string;
}

/** Removes link secrets, email addresses and credentials from a text. */
export function redact(text: string): string {
  return text
    .replace(/(inv_)?[A-Za-z0-9_-]{43}/g, "[secret]")
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, "[address]")
    .slice(0, 2000);
}

export function openLog(write: (line: string) => void, now: () => number = Date.now): Log {
  const line = (level: string, event: string, facts: object = {}) => {
    const request = currentRequestId();
    const at = new Date(now()).toISOString();
    write(JSON.stringify({ at, level, event, ...(request ? { request } : {}), ...facts }));
  };
  return {
    info: (event, facts) => line("info", event, facts),
    warn: (event, facts) => line("warn", event, facts),
    fault(event, error, facts) {
      const id = crypto.randomUUID().slice(0, 8);
      const text = error instanceof Error ? error.stack ?? error.message : String(error);
      line("error", event, { ...facts, id, error: redact(text) });
      return id;
    },
  };
}
