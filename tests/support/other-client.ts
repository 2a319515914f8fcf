import { missing } from "./missing.ts";

/** Changes an event as its owner would in another calendar program. */
export type OtherClient = (
  calendar: string,
  uid: string,
  action: "move" | "lengthen" | "decline" | "remind" | "delete",
  minutes?: number,
) => Promise<void>;

/** Another calendar program (Debian's python3-caldav) signed in as a user; null, said aloud, where it is not installed. */
export async function otherClient(user: string): Promise<OtherClient | null> {
  if (!(await python(["-c", "import caldav, icalendar"])).success) {
    return missing("python3-caldav", "apt-get install python3-caldav python3-icalendar");
  }
  const script = new URL("./other-client.py", import.meta.url).pathname;
  return async (calendar, uid, action, minutes = 0) => {
    const args = [script, calendar, user, `${user}-pw`, uid, action, String(minutes)];
    const { success, stderr } = await python(args);
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  };
}

async function python(args: string[]): Promise<{ success: boolean; stderr: Uint8Array }> {
  try {
    return await new Deno.Command("/usr/bin/python3", { args, stdin: "null" }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, stderr: new Uint8Array() };
    throw error;
  }
}
