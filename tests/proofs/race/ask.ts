import { ask } from "../../support/proof/guest.ts";

export interface Wish {
  username: string;
  slug: string;
  start: number;
  /** By the API, or by the picker's form as a browser without scripts sends it. */
  way: "api" | "form";
}

export interface Told {
  /** 201 when the time was given, whatever the way. */
  status: number;
  code: string;
  alternatives: number;
}

/** Asks for a time and says in one form what came of it. */
export async function askInSomeWay(address: string, wish: Wish): Promise<Told> {
  const answer = await ask(address, wish);
  const { body } = answer;
  const code = String(body.code ?? "");
  return { status: answer.status, code, alternatives: body.alternatives?.length ?? 0 };
}
