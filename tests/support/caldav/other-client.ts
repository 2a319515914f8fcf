import { missingProgram } from "../expected-missing.ts";

/** Changes an event as its owner would in another calendar program. */
export type OtherClient = (
  calendar: string,
  uid: string,
  action: "move" | "lengthen" | "decline" | "schedule-reminders" | "delete",
  minutes?: number,
) => Promise<void>;

const script = new URL("./other-client.py", import.meta.url).pathname;

/** Another calendar program (Debian's python3-caldav) signed in as a user; null, with a line on the console, where it is not installed. */
export async function otherClient(user: string): Promise<OtherClient | null> {
  if (!(await python(["-c", "import caldav, icalendar"])).success) {
    return missingProgram("python3-caldav", "apt-get install python3-caldav python3-icalendar");
  }
  return async (calendar, uid, action, minutes = 0) => {
    const args = [script, calendar, user, `${user}-pw`, uid, action, String(minutes)];
    const { success, stderr } = await python(args);
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  };
}

/** An event as another program reads it; instants in epoch ms. */
export interface ReadEvent {
  uid: string;
  sequence: number;
  start: number;
  end: number;
}

/** The same program with emails: takes an invitation as its METHOD says, and reads what stands in a calendar. */
export interface OtherProgram {
  take(calendar: string, uid: string, invitation: string): Promise<void>;
  read(calendar: string): Promise<ReadEvent[]>;
}

/** Another calendar program for a user's emails and calendars; null, with a line on the console, where it is not installed. */
export async function otherProgram(user: string): Promise<OtherProgram | null> {
  if (await otherClient(user) === null) return null;
  const run = async (calendar: string, uid: string, action: string, input = "") => {
    const args = [script, calendar, user, `${user}-pw`, uid, action];
    const { success, stdout, stderr } = await python(args, input);
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  };
  return {
    take: async (calendar, uid, invitation) => void await run(calendar, uid, "take", invitation),
    read: async (calendar) => JSON.parse(await run(calendar, "", "read")),
  };
}

interface Output {
  success: boolean;
  stdout: Uint8Array;
  stderr: Uint8Array;
}

async function python(args: string[], input = ""): Promise<Output> {
  const nothing = new Uint8Array();
  try {
    const child = new Deno.Command("/usr/bin/python3", {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    await writeAll(child.stdin, input);
    return await child.output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { success: false, stdout: nothing, stderr: nothing };
    }
    throw error;
  }
}

/** Writes the input; a program that ends before it has read all of it says why in its output. */
async function writeAll(stdin: WritableStream<Uint8Array>, input: string): Promise<void> {
  try {
    const writer = stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
