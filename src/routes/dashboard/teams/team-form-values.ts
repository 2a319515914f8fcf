import * as v from "valibot";
import { originsOf } from "$lib/scheduling/frame-ancestors.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { type Team, TeamInput } from "$lib/scheduling/team.ts";

/** The values of a team's form, as entered. */
export interface TeamFormValues {
  name: string;
  slug: string;
  description: string;
  colour: string;
  zone: string;
  language: string;
  /** One origin a line. */
  frameAncestors: string;
}

const text = v.string();
/** The form of a team. */
export const TeamForm = v.object({
  ...{ name: text, slug: text, description: text, colour: text, zone: text, language: text },
  frameAncestors: text,
});

/** The input of the verb: an empty slug is made from the name. */
export function teamInputOf(values: TeamFormValues) {
  const slug = values.slug.trim() || slugOf(values.name);
  return parse(TeamInput, { ...values, slug, frameAncestors: originsOf(values.frameAncestors) });
}

export function teamFormValues(team: Team): TeamFormValues {
  const { name, slug, description, colour, zone, language, frameAncestors } = team;
  return {
    name,
    slug,
    description,
    colour,
    zone,
    language,
    frameAncestors: frameAncestors.join("\n"),
  };
}
