import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

/** The blocks of docs/operate.md by their section. */
export function readOperatePage() {
  const text = Deno.readTextFileSync(`${root}/docs/operate.md`);
  const blocks = (section: string, kind: string) => {
    const [, body] =
      text.split(/^## /m).map((each) => each.split(/\n([^]*)/)).find(([title]) =>
        title === section
      ) ?? [];
    const found = [...(body ?? "").matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, of, lines]) =>
      of === kind ? lines!.trimEnd().replaceAll(/\\\n\s*/g, "").split("\n") : []
    );
    assert(found.length > 0, `docs/operate.md has no ${kind} under ${section}`);
    return found;
  };
  return {
    commands: (section: string) => blocks(section, "sh"),
    settings: (section: string) =>
      Object.fromEntries(blocks(section, "ini").map((line) => line.split(/=(.*)/).slice(0, 2))),
  };
}
