import { originsOf } from "$lib/scheduling/frame-ancestors.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import type { Team } from "$lib/scheduling/team.ts";

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

export function readTeamForm(form: FormData): TeamFormValues {
  const text = (name: string, max: number) => String(form.get(name) ?? "").slice(0, max);
  return {
    name: text("name", 200),
    slug: text("slug", 200),
    description: text("description", 5000),
    colour: text("colour", 20),
    zone: text("zone", 100),
    language: text("language", 20),
    frameAncestors: text("frameAncestors", 5000),
  };
}

/** The input of the verb: an empty slug is made from the name. */
export function teamInputOf(values: TeamFormValues) {
  const slug = values.slug.trim() || slugOf(values.name);
  return { ...values, slug, frameAncestors: originsOf(values.frameAncestors) };
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
