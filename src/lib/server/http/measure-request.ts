import type { App } from "../app.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** An answer by its route, never by its path, which may hold a secret. */
interface MeasuredAnswer {
  route: string | null;
  method: string;
  status: number;
}

/** Counts an answer and how long it took since `began` on the clock of `performance`. */
export function measureAnswer(
  { measures: { requests } }: Pick<App, "measures">,
  { route, method, status }: MeasuredAnswer,
  began: number,
): void {
  requests.observe(
    performance.now() - began,
    route ?? "none",
    methods.has(method) ? method : "other",
    `${Math.floor(status / 100)}xx`,
  );
}
