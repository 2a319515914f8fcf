import type { RequestEvent } from "@sveltejs/kit";

/** A form that a guest submitted, so that the page of an error can submit it again. */
export interface SubmittedForm {
  /** Path and query that it was sent to. */
  action: string;
  fields: readonly (readonly [name: string, value: string])[];
}

const guestRoutes = /^\/(calendar|team|widget|booking|verify-email|\[username=username\])\//;
const MAX_CHARACTERS = 100_000;

/** The form of a guest's page that a request submits; null for every other request. */
export async function submittedForm(
  { request, route, url }: Pick<RequestEvent, "request" | "route" | "url">,
): Promise<SubmittedForm | null> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type);
  if (request.method !== "POST" || !isForm || !guestRoutes.test(route.id ?? "")) return null;
  const form = await request.clone().formData();
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : []
  );
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return size > MAX_CHARACTERS ? null : { action: url.pathname + url.search, fields };
}
