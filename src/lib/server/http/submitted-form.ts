import type { RequestEvent } from "@sveltejs/kit";

/** A form that a guest submitted, so that the page of an error can submit it again. */
export interface SubmittedForm {
  /** Path and query that it was sent to. */
  action: string;
  fields: readonly (readonly [name: string, value: string])[];
}

const guestRoutes = /^\/(calendar|team|widget|booking|verify-email)\//;
const hostRoutes = /^\/dashboard(\/|$)/;
const MAX_CHARACTERS = 100_000;

type FormEvent = Pick<RequestEvent, "request" | "route" | "url">;

/** The form of a guest's page that a request submits; null for every other request. */
export async function submittedForm(event: FormEvent): Promise<SubmittedForm | null> {
  const form = guestRoutes.test(event.route.id ?? "") ? await formOf(event) : null;
  return form && { action: form.action, fields: form.fields };
}

/** The form of a guest's or a host's page, unless it holds a password or a file, which no page gives back. */
export async function formWithoutSecrets(event: FormEvent): Promise<SubmittedForm | null> {
  if (!hostRoutes.test(event.route.id ?? "")) return await submittedForm(event);
  const form = await formOf(event);
  const mayReturn = form?.isWhole &&
    !form.fields.some(([name]) => /password|secret/i.test(name));
  return mayReturn ? { action: form.action, fields: form.fields } : null;
}

async function formOf(
  { request, url }: FormEvent,
): Promise<SubmittedForm & { isWhole: boolean } | null> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type);
  if (request.method !== "POST" || !isForm) return null;
  const form = [...await request.clone().formData()];
  const fields = form.flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : []
  );
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > MAX_CHARACTERS) return null;
  return { action: url.pathname + url.search, fields, isWhole: fields.length === form.length };
}
