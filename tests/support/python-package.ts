import { missingProgram } from "./expected-missing.ts";

/**
 * The folder with the programs of a package from PyPI, `python` among them, which stays for the next run; null, with a
 * line on the console, where it cannot be installed.
 */
export async function pythonPackage(name: string, version: string): Promise<string | null> {
  try {
    return await installed(name, version);
  } catch (error) {
    const what = `${name} from PyPI (${String(error).trim().slice(0, 500)})`;
    return missingProgram(what, `pip install ${name}==${version}`);
  }
}

async function installed(name: string, version: string): Promise<string> {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  const folder = `${cache}/invito-tests/${name}-${version}`;
  const bin = `${folder}/bin`;
  if (await succeeds(`${bin}/python`, ["-c", `import ${name}`])) return bin;
  await mustRun("python3", ["-m", "venv", "--clear", folder]);
  await mustRun(`${bin}/python`, ["-m", "pip", "install", "--quiet", `${name}==${version}`]);
  return bin;
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
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
