import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { ProgramOptions } from "./program.ts";
import { type RunningWithHost, startWithHost } from "./running-program.ts";
import { signedIn } from "./seeded-town.ts";
import { addMemberHost, addTeam, addTeamType } from "./team-town.ts";
import type { TestApp } from "./test-app.ts";

/** The running program with the team `mill` of Ada and Ben, and Cleo who is in none. */
export interface RunningTeam {
  program: RunningWithHost;
  /** Sessions by username. */
  sessions: Record<"ada" | "ben" | "cleo", string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a test adds to the team before the program starts. */
export type FurnishTeam = (
  app: TestApp,
  town: { team: Team; hosts: [ada: Host, ben: Host, cleo: Host] },
) => Promise<void>;

/**
 * A data folder with the team, and the program over it: `visit`, a round robin on approval, `chat`, the same at once, and
 * `panel`, a collective.
 */
export async function startWithTeam(
  options: ProgramOptions = {},
  furnish: FurnishTeam = async () => {},
): Promise<RunningTeam> {
  const sessions = { ada: "", ben: "", cleo: "" };
  const program = await startWithHost(options, async (app, ada) => {
    const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
    const team = await addTeam(app, [ada, ben], { description: "We grind." });
    const add = (type: Partial<EventTypeInput>, mode: "round-robin" | "collective") =>
      addTeamType(app, team, [ada, ben], { type, terms: { mode } });
    await add({ title: "Visit", slug: "visit" }, "round-robin");
    await add({ title: "Chat", slug: "chat", decision: "instant" }, "round-robin");
    await add({ title: "Panel", slug: "panel" }, "collective");
    await furnish(app, { team, hosts: [ada, ben, cleo] });
    sessions.ada = await signedIn(app, ada);
    sessions.ben = await signedIn(app, ben);
    sessions.cleo = await signedIn(app, cleo);
  });
  return { program, sessions, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
