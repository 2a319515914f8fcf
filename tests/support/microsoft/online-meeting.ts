/** Teams meetings of Graph's events (reference of `event`). */
import type { ConferenceBehaviour } from "../conferences.ts";
import { failure } from "./shapes.ts";

type Resource = Record<string, unknown>;

/** What Outlook adds to the text of an online meeting, and without which it is none any more. */
const BLOB =
  "\r\n________________________________________________________________\r\nMicrosoft Teams";

/** The event with what a write makes of it. */
export function withOnlineMeeting(
  was: Resource,
  change: Resource,
  behaviour: ConferenceBehaviour,
): Resource | Response {
  const is: Resource = { ...was, ...change };
  if (was.onlineMeeting) return textOf(is).includes(BLOB) ? is : ended(is);
  if (was.isOnlineMeeting === true) return is;
  if (change.isOnlineMeeting !== true) return is;
  if (change.onlineMeetingProvider !== "teamsForBusiness") {
    return failure(400, "ErrorInvalidArgument");
  }
  if (behaviour === "refused") return failure(400, "ErrorInvalidRequest");
  if (behaviour === "none") return ended(is);
  return settledMeeting({ ...is, isOnlineMeeting: true, onlineMeeting: null }, behaviour);
}

/** What is told of an event: its link once the service is done. */
export function settledMeeting(resource: Resource, behaviour: ConferenceBehaviour): Resource {
  if (resource.isOnlineMeeting !== true || resource.onlineMeeting || behaviour === "pending") {
    return resource;
  }
  const body = { contentType: "html", content: textOf(resource) + BLOB };
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${crypto.randomUUID()}`;
  return Object.assign(resource, { body, onlineMeeting: { joinUrl } });
}

function ended(resource: Resource): Resource {
  return {
    ...resource,
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
    onlineMeeting: null,
  };
}

function textOf({ body }: Resource): string {
  return (body as { content?: string } | undefined)?.content ?? "";
}
