/** The status page and its API in the table of every route. */
export const operationsRoutes: Record<string, string> = {
  "GET /dashboard/operations": "sign-in 200 200 200 200",
  "POST /dashboard/operations?/run": "sign-in 404 403 403 403",
  "POST /dashboard/operations?/drop": "sign-in 404 403 403 403",
  "POST /dashboard/operations?/retry": "sign-in 303 403 403 403",
  "POST /dashboard/operations?/send": "sign-in 404 403 403 403",
  "POST /dashboard/operations?/sync": "sign-in 404 403 403 403",
  "POST /dashboard/operations?/signIn": "sign-in 404 403 403 403",
  "GET /v0/operations": "401 200 401 200 200",
  "GET /v0/operations/work": "401 200 401 200 200",
  "POST /v0/operations/work/[id]/run": "401 404 403 403 404",
  "POST /v0/operations/work/[id]/drop": "401 404 403 403 404",
  "POST /v0/operations/retry": "401 202 403 403 202",
  "POST /dashboard/settings/data/everything.json": "sign-in 200 403 403 403",
};
