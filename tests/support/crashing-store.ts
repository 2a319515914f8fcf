import { openStore } from "$lib/server/kv/open-store.ts";

/**
 * A store in a file, or on a server, whose program can die at a commit, before or after it has happened, and which is
 * opened again.
 */
export class MortalStore {
  #real: Deno.Kv;
  #dying: { when: "before" | "after"; commits: number } | null = null;
  #dead = false;
  /** What the program of the moment works with. */
  kv: Deno.Kv;

  private constructor(readonly path: string, real: Deno.Kv) {
    this.#real = real;
    this.kv = this.#mortal();
  }

  static async open(path: string): Promise<MortalStore> {
    return new MortalStore(path, await openStore(path));
  }

  /** So many commits are still made, then one is the last of this program. */
  doom(when: "before" | "after", commits = 0): void {
    this.#dying = { when, commits };
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** Ends the program of the moment, dead already or not, and opens the file for the next. */
  async reopen(): Promise<void> {
    this.#dead = true;
    this.#real.close();
    this.#real = await openStore(this.path);
    this.#dead = false;
    this.#dying = null;
    this.kv = this.#mortal();
  }

  [Symbol.dispose](): void {
    this.#real.close();
  }

  #mortal(): Deno.Kv {
    const real = this.#real;
    const isGone = () => this.#dead || this.#real !== real;
    return new Proxy(real, {
      get: (_, name) => {
        if (isGone()) throw new Error("the program is dead");
        if (name === "atomic") return () => this.#lastCommits(real.atomic(), isGone);
        const value = Reflect.get(real, name, real);
        return typeof value === "function" ? value.bind(real) : value;
      },
    });
  }

  #lastCommits(op: Deno.AtomicOperation, isGone: () => boolean): Deno.AtomicOperation {
    const commit = op.commit.bind(op);
    op.commit = async () => {
      if (isGone()) throw new Error("the program is dead");
      const when = this.#dying && this.#dying.commits-- <= 0 ? this.#dying.when : null;
      if (when === "before") this.#die();
      const result = await commit();
      if (when === "after") this.#die();
      return result;
    };
    return op;
  }

  #die(): never {
    this.#dead = true;
    throw new Error("the program is dead");
  }
}
