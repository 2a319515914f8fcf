/** `conferenceData` of Google's events (reference of `Events`). */
import type { ConferenceBehaviour } from "../conferences.ts";
import { failure } from "./shapes.ts";

type Resource = Record<string, unknown>;

interface CreateRequest {
  requestId: string;
  conferenceSolutionKey?: { type: string };
}

/** The event with what a write makes of it; conference data counts only with its version, and a request once by its id. */
export function withConference(
  was: Resource,
  { conferenceData, ...change }: Resource,
  url: URL,
  behaviour: ConferenceBehaviour,
): Resource | Response {
  const is = { ...was, ...change };
  if (url.searchParams.get("conferenceDataVersion") !== "1") return is;
  const request = (conferenceData as { createRequest?: CreateRequest } | undefined)?.createRequest;
  if (!request) return is;
  if (request.conferenceSolutionKey?.type !== "hangoutsMeet") {
    return failure(400, "invalidConferenceType");
  }
  if (behaviour === "refused") return failure(400, "invalid");
  const before = was.conferenceData as { createRequest?: CreateRequest } | undefined;
  if (before?.createRequest?.requestId === request.requestId) return is;
  const statusCode = { made: "success", pending: "pending", none: "failure" }[behaviour];
  const createRequest = { ...request, status: { statusCode } };
  return { ...is, conferenceData: { createRequest, ...(behaviour === "made" ? link() : {}) } };
}

/** What is told of an event: a request that was pending has its link once the service is done. */
export function settled(resource: Resource, behaviour: ConferenceBehaviour): Resource {
  const data = resource.conferenceData as
    | { createRequest?: CreateRequest & { status: { statusCode: string } }; entryPoints?: unknown }
    | undefined;
  if (data?.createRequest?.status.statusCode !== "pending") return resource;
  if (behaviour === "pending" || data.entryPoints) return resource;
  data.createRequest.status.statusCode = behaviour === "made" ? "success" : "failure";
  if (behaviour === "made") Object.assign(data, link());
  return resource;
}

function link() {
  const name = crypto.randomUUID().replace(/[^a-z]/g, "").padEnd(10, "x");
  const uri = `https://meet.google.com/${name.slice(0, 3)}-${name.slice(3, 7)}-${
    name.slice(7, 10)
  }`;
  return {
    conferenceSolution: { key: { type: "hangoutsMeet" }, name: "Google Meet" },
    entryPoints: [
      { entryPointType: "phone", uri: "tel:+49-40-8081617343", pin: "123" },
      { entryPointType: "video", uri, label: uri.slice("https://".length) },
    ],
  };
}
