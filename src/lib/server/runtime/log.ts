import { currentRequestId } from "./request-id.ts";
import { type LogLine, terminalLines, withoutControls } from "./terminal-line.ts";

type Facts = Record<string, string | number | boolean | null>;

/** Writes one line an event, without secrets, tokens or guests' addresses (RUN-9). */
export interface Log {
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  /** Logs an error and returns the error ID that the page shows. */
  fault(
    event: string,
    error: unknown,
    facts?: Facts,
  ): string;
}

/** Removes link secrets, email addresses and credentials from a text. */
export function redact(text: string): string {
  return text
    .replace(/(inv_)?[A-Za-z0-9_-]{43}/g, "[secret]")
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, "[address]")
    .slice(0, 2000);
}

/** The log of this process on standard error: for people in this zone where that is a terminal, else JSON. */
export function openProcessLog(zone: string, now: () => number = Date.now): Log {
  const write = (line: string) => console.error(line);
  if (!Deno.stderr.isTerminal()) return openLog(write, now);
  return openLog(write, now, terminalLines({ zone, isColoured: !Deno.noColor }));
}

/** Of a container or a unit these lines are read on a terminal, too. */
function jsonLine(line: LogLine): string {
  return withoutControls(JSON.stringify(line));
}

/** A log of lines that are JSON unless they are rendered otherwise. */
export function openLog(
  write: (line: string) => void,
  now: () => number = Date.now,
  render: (line: LogLine) => string = jsonLine,
): Log {
  const line = (level: LogLine["level"], event: string, facts: Facts = {}) => {
    const request = currentRequestId();
    const at = new Date(now()).toISOString();
    write(render({ at, level, event, ...(request ? { request } : {}), ...facts }));
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
