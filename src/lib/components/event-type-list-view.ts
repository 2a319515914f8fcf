import type { TextPart } from "$lib/scheduling/linked-text.ts";
import type { PeopleView } from "./picker-view.ts";

/** The page of a host or team: the event types that anybody may book. */
export interface EventTypeListView {
  title: string;
  /** A team's description, or the welcome text of a host. */
  description: string;
  /** The same with its links. */
  descriptionParts: TextPart[];
  lead: string;
  /** What chats and search engines show. */
  summary: string;
  initial: string;
  /** Path of the picture that is shown in place of the initial. */
  picture: string | null;
  /** Of a team; null on a host's page. */
  colour: string | null;
  types: {
    href: string;
    /** Whether the link leads out of the frame, to a new tab. */
    away: boolean;
    title: string;
    description: string;
    colour: string;
    length: string;
    place: string | null;
    people: PeopleView | null;
  }[];
  /** What is shown when there is none. */
  empty: { title: string; text: string };
}
