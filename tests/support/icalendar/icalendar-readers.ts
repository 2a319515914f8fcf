import { missingProgram } from "../expected-missing.ts";

/** What python3-icalendar saw in one object. */
export interface Seen {
  method: string | null;
  errors: string[];
  uid: string;
  sequence: number;
  status: string | null;
  start: number;
  end: number;
  summary: string;
  description: string;
  location: string | null;
  organizer: string | null;
  attendees: [address: string, name: string | null, state: string | null][];
  properties: string[];
}

/** What libical saw; its times come from the VTIMEZONE in the object. */
export type SeenByLibical =
  & Pick<Seen, "errors" | "uid" | "sequence" | "start" | "end" | "summary" | "description">
  & {
    location: string | null;
    restrictions: boolean;
    /** PARTSTAT and ROLE in lower case. */
    attendees: [address: string, state: string, role: string][];
  };

/** Has every object read by two programs that are not ours; null, with a line on the console, where they are not installed. */
export async function readByOthers(
  objects: string[],
): Promise<[Seen, SeenByLibical][] | null> {
  const script = new URL("./read-icalendar.py", import.meta.url).pathname;
  const python = "/usr/bin/python3";
  const probe = "import icalendar, gi; gi.require_version('ICalGLib', '3.0')";
  if (!await runs(python, ["-c", probe])) {
    return missingProgram(
      "two iCalendar readers",
      "apt-get install python3-icalendar python3-gi gir1.2-ical-3.0",
    );
  }
  const child = new Deno.Command(python, {
    args: [script],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(objects)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function runs(program: string, args: string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program, { args, stdout: "null", stderr: "null" });
    return (await command.output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
