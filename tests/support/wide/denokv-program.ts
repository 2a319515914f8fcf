/** Where `deno task denokv` puts the KV Connect server that tests use, and how it gets there. */
import { isThere } from "../install-programs.ts";

export const DENOKV_VERSION = "0.14.0";

/** What to do where it is missing. */
export const howToInstall =
  "deno task denokv (needs Rust from https://rustup.rs and apt-get install protobuf-compiler)";

/** The folder of cargo's `--root`, kept between runs. */
export function denokvFolder(): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") || `${Deno.env.get("HOME")}/.cache`;
  return `${cache}/invito/denokv-${DENOKV_VERSION}`;
}

/** The path of the program; null where it has not been built. */
export function findDenokv(): string | null {
  const path = `${denokvFolder()}/bin/denokv`;
  return isThere(path) ? path : null;
}

/** Builds it from its published source unless it is there; throws a sentence where that is not possible. */
export async function installDenokv(): Promise<string> {
  const found = findDenokv();
  if (found) return found;
  for (const program of ["cargo", "protoc"]) {
    if (!await runs(program)) {
      throw new Error(`${program} is missing. To install it: ${howToInstall}`);
    }
  }
  console.log(`Building denokv ${DENOKV_VERSION}, which takes some minutes …`);
  const args = ["install", `denokv@${DENOKV_VERSION}`, "--locked", "--root", denokvFolder()];
  const { success } = await new Deno.Command("cargo", { args, stdin: "null" }).output();
  const path = findDenokv();
  if (!success || !path) {
    throw new Error(`cargo ${args.join(" ")} failed. It needs a recent Rust: rustup update`);
  }
  return path;
}

async function runs(program: string): Promise<boolean> {
  try {
    const command = new Deno.Command(program, {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Options of a test that needs the server: ignored, in words, where it has not been built. */
export function requiresDenokv(): { ignore: boolean } {
  if (findDenokv()) return { ignore: false };
  sayMissing();
  return { ignore: true };
}

/** For a proof: whether it can run; in `prove` of CI it must. */
export function isDenokvThere(): boolean {
  if (findDenokv()) return true;
  const mustRun = Deno.env.get("CI") === "true" && Deno.env.get("INVITO_PROVE") === "full";
  if (mustRun) throw new Error(`denokv is missing. To install it: ${howToInstall}`);
  sayMissing();
  return false;
}

function sayMissing(): void {
  console.warn(`SKIPPED  what needs denokv. To run it: ${howToInstall}`);
}
