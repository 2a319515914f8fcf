import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { action } from "$lib/server/http/action.ts";
import type { DecisionVerb } from "./decide-action.ts";

/** The most that one form decides: what the page shows of each kind. */
const MOST = 50;

const Chosen = v.object({
  "revision-": v.record(Id, v.pipe(v.string(), v.transform(Number), v.integer())),
  "message-": v.record(Id, Message),
});

/** Carries out one decision for each chosen request, each for itself: one that is refused stops no other. */
export function decideSeveral(verb: DecisionVerb) {
  return action(
    Chosen,
    async ({ app, host }, { "revision-": revisions, "message-": messages }) => {
      const query = new URLSearchParams();
      for (const [id, revision] of Object.entries(revisions).slice(0, MOST)) {
        const message = messages[id] ?? "";
        const outcome = await verb(app, id, { hostId: host.id, revision, message, force: false });
        if (outcome.ok) query.append("done", id);
        else if (outcome.refusal.code !== "not-found") {
          query.append("left", `${outcome.refusal.code}:${id}`);
        }
      }
      return query.size > 0 ? accepted(query) : refused("not-found");
    },
    {
      kept: { id: "", message: "", detail: "", acknowledged: "" },
      done: (query) => `/dashboard?${query}`,
    },
  );
}
