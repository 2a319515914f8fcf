/** A line of the log before it is rendered. */
export interface LogLine {
  /** UTC, as ISO 8601. */
  at: string;
  level: "info" | "warn" | "error";
  event: string;
  [fact: string]: string | number | boolean | null;
}

/** How lines of the log look in a terminal. */
export interface TerminalLook {
  /** The time zone of whoever reads them. */
  zone: string;
  isColoured: boolean;
}

const colours = { info: 36, warn: 33, error: 31, bold: 1, dim: 2 };

/** Renders lines of the log for people: local time, level, event, then `name=value`; an error's stack below. */
export function terminalLines({ zone, isColoured }: TerminalLook): (line: LogLine) => string {
  // Swedish dates are those of ISO 8601.
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const paint = (look: keyof typeof colours, text: string) =>
    isColoured ? `\x1b[${colours[look]}m${text}\x1b[0m` : text;
  return ({ at, level, event, error, ...facts }) => {
    const first = [
      paint("dim", clock.format(new Date(at))),
      paint(level, level.padEnd(5)),
      paint("bold", event),
      ...Object.entries(facts).map(([name, value]) => paint("dim", `${name}=`) + shown(value)),
    ].join(" ");
    const stack = error === undefined ? [] : String(error).split("\n");
    return [first, ...stack.map((each) => `    ${withoutControls(each.trim())}`)].join("\n");
  };
}

/** In quotes where it would not be seen where a value ends. */
function shown(value: unknown): string {
  const text = String(value);
  return /^[^\s"=\p{C}]+$/u.test(text) ? text : withoutControls(JSON.stringify(text));
}

/** What others have written must not move the cursor or turn the line around; in JSON it stays the same text. */
export function withoutControls(text: string): string {
  const unit = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;
  return text.replace(
    /\p{C}/gu,
    (sign) => sign.split("").map((each) => unit(each.charCodeAt(0))).join(""),
  );
}
