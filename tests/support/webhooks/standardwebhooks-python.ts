import { missingProgram } from "../expected-missing.ts";

const VERSION = "1.1.0";

/**
 * A Python with the official library `standardwebhooks` from PyPI, in a folder that stays for the next run; null, with a
 * line on the console, where it cannot be installed.
 */
export async function verifyingPython(): Promise<string | null> {
  try {
    return await open();
  } catch (error) {
    const install = `pip install standardwebhooks==${VERSION}`;
    return missingProgram(`standardwebhooks from PyPI (${String(error).trim()})`, install);
  }
}

async function open(): Promise<string> {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  const folder = `${cache}/invito-tests/standardwebhooks-${VERSION}`;
  const python = `${folder}/bin/python`;
  if (await runs(python, ["-c", "import standardwebhooks"])) return python;
  await mustRun("python3", ["-m", "venv", "--clear", folder]);
  await mustRun(python, ["-m", "pip", "install", "--quiet", `standardwebhooks==${VERSION}`]);
  return python;
}

async function runs(program: string, args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function mustRun(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) {
    throw new Error(`${program} ${args.join(" ")}\n${new TextDecoder().decode(stderr)}`);
  }
}
