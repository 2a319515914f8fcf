import { missingProgram } from "./expected-missing.ts";

/** Packages from PyPI that tests use, with their versions. */
export const pythonPackages = { schemathesis: "4.32.5", standardwebhooks: "1.1.0" };

/**
 * The folder with the programs of a package from PyPI, `python` among them, which stays for the next run; null, with a
 * line on the console, where it cannot be installed.
 */
export async function pythonPackage(name: keyof typeof pythonPackages): Promise<string | null> {
  const version = pythonPackages[name];
  try {
    return await installPythonPackage(name, version);
  } catch (error) {
    const what = `${name} from PyPI (${String(error).trim().slice(0, 500)})`;
    return missingProgram(what, `pip install ${name}==${version}`);
  }
}

/** Installs it in a folder of its own unless it is there; answers that of its programs. */
export async function installPythonPackage(name: string, version: string): Promise<string> {
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
