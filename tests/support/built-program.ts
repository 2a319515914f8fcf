/** A program of others that tests use and that is built from its published source, once, into a cache folder. */
import { isThere } from "./install-programs.ts";

interface Recipe {
  /** Also its command: `deno task NAME`. */
  name: string;
  version: string;
  /** What must be there to build it, each with how it says its version. */
  needs: Record<string, string[]>;
  /** How to get these. */
  hint: string;
  /** Builds it into `bin` below a folder. */
  build(folder: string): { command: string; args: string[]; env?: Record<string, string> };
}

export interface BuiltProgram {
  /** What to do where it is missing. */
  howToInstall: string;
  /** The path of the program; null where it has not been built. */
  find(): string | null;
  /** Builds it unless it is there; throws a sentence where that is not possible. */
  install(): Promise<string>;
  /** Options of a test that needs it: ignored, in words, where it has not been built. */
  required(): { ignore: boolean };
  /** For a proof: whether it can run; in `prove` of CI it must. */
  isThere(): boolean;
}

export function builtProgram({ name, version, needs, hint, build }: Recipe): BuiltProgram {
  const howToInstall = `deno task ${name} (needs ${hint})`;
  const cache = Deno.env.get("XDG_CACHE_HOME") || `${Deno.env.get("HOME")}/.cache`;
  const folder = `${cache}/invito/${name}-${version}`;
  const path = `${folder}/bin/${name}`;
  const find = () => isThere(path) ? path : null;
  const sayMissing = () => console.warn(`SKIPPED  what needs ${name}. To run it: ${howToInstall}`);
  return {
    howToInstall,
    find,
    async install() {
      if (find()) return path;
      for (const [program, args] of Object.entries(needs)) {
        if (await runs(program, args)) continue;
        throw new Error(`${program} is missing. To install it: ${howToInstall}`);
      }
      console.log(`Building ${name} ${version}, which takes some minutes …`);
      const { command, ...options } = build(folder);
      const { success } = await new Deno.Command(command, { ...options, stdin: "null" }).output();
      if (success && find()) return path;
      throw new Error(
        `${command} ${options.args.join(" ")} failed. It needs ${hint}, recent ones.`,
      );
    },
    required() {
      if (find()) return { ignore: false };
      sayMissing();
      return { ignore: true };
    },
    isThere() {
      if (find()) return true;
      const mustRun = Deno.env.get("CI") === "true" && Deno.env.get("INVITO_PROVE") === "full";
      if (mustRun) throw new Error(`${name} is missing. To install it: ${howToInstall}`);
      sayMissing();
      return false;
    },
  };
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
