import { attemptBooking, formFields, newClient } from "../../support/proof/guest-client.ts";

export interface RaceRequest {
  username: string;
  slug: string;
  start: number;
  /** By the API, or by the picker's form as a browser without scripts sends it. */
  way: "api" | "form";
}

export interface RaceResult {
  /** 201 when the time was given, whatever the way. */
  status: number;
  code: string;
  alternatives: number;
}

/** Makes everything ready to ask for a time: a form is opened first, so that all can send at the same moment. */
export async function prepareRequest(
  address: string,
  input: RaceRequest,
): Promise<() => Promise<RaceResult>> {
  return input.way === "api" ? () => byApi(address, input) : await byForm(address, input);
}

async function byApi(address: string, input: RaceRequest): Promise<RaceResult> {
  const { status, body } = await attemptBooking(address, input);
  const code = String(body.code ?? "");
  return { status, code, alternatives: body.alternatives?.length ?? 0 };
}

async function byForm(address: string, input: RaceRequest): Promise<() => Promise<RaceResult>> {
  const client = newClient();
  const slot = new Date(input.start).toISOString();
  const page = `${address}/calendar/${input.username}/${input.slug}?${new URLSearchParams({
    slot,
    tz: "UTC",
  })}`;
  const shown = await fetch(page, { headers: { "x-forwarded-for": client } });
  const fields = formFields(await shown.text());

  return async () => {
    const sent = await fetch(page, {
      method: "POST",
      redirect: "manual",
      headers: { "x-forwarded-for": client, origin: address, accept: "text/html" },
      body: new URLSearchParams({
        ...fields,
        slot,
        name: `Guest ${client}`,
        email: `guest-${client}@example.org`,
      }),
    });
    const html = await sent.text();
    const isGiven = sent.status === 303 &&
      /\/booking\/[A-Za-z0-9_-]{22,}$/.test(sent.headers.get("location") ?? "");
    return {
      status: isGiven ? 201 : sent.status,
      code: sent.status === 409 ? "taken" : "",
      alternatives: [...html.matchAll(/<button\b[^>]*\bname="slot"[^>]*\bvalue="/g)].length,
    };
  };
}
