import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { textIn } from "./form-text.ts";

/** The settings of the section "Sharing" as they are entered. */
export interface SharingValues {
  hidden: boolean;
  onlyForTeams: boolean;
  privateLinkOnly: boolean;
  frameAncestors: string;
}

type SharingFields = Pick<
  EventTypeInput,
  "hidden" | "onlyForTeams" | "privateLinkOnly" | "frameAncestors"
>;

/** What the section shows of a type. */
export function sharingValues(type: SharingFields): SharingValues {
  const { hidden, onlyForTeams, privateLinkOnly, frameAncestors } = type;
  return { hidden, onlyForTeams, privateLinkOnly, frameAncestors: frameAncestors.join("\n") };
}

/** What its form sent. */
export function readSharing(form: FormData): SharingValues {
  return {
    hidden: form.has("hidden"),
    onlyForTeams: form.has("onlyForTeams"),
    privateLinkOnly: form.has("privateLinkOnly"),
    frameAncestors: textIn(form, "frameAncestors"),
  };
}

/** The fields, to be parsed. */
export function sharingFields({ frameAncestors, ...values }: SharingValues): SharingFields {
  return { ...values, frameAncestors: frameAncestors.split(/\s+/).filter(Boolean) };
}
