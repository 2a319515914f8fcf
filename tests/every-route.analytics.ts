/** The pages and figures of analytics in the table of every route, in the same columns. */
export const analyticsRoutes: Record<string, string> = {
  "GET /dashboard/analytics": "sign-in 200 200 200 200",
  "POST /dashboard/analytics?/count": "sign-in 303 403 403 403",
  "GET /dashboard/analytics/[figure].csv": "sign-in 200 200 200 200",
  "GET /dashboard/analytics/[figure].json": "sign-in 200 200 200 200",
  "GET /dashboard/teams/[id]/analytics": "sign-in 404 200 200 200",
  "POST /dashboard/teams/[id]/analytics?/count": "sign-in 404 403 403 403",
  "GET /dashboard/teams/[id]/analytics/[figure].csv": "sign-in 404 200 200 200",
  "GET /dashboard/teams/[id]/analytics/[figure].json": "sign-in 404 200 200 200",
  "GET /v0/analytics/bookings": "401 200 401 200 200",
  "GET /v0/analytics/event-types": "401 200 401 200 200",
  "GET /v0/analytics/hours": "401 200 401 200 200",
  "GET /v0/analytics/recount": "401 200 401 200 200",
  "POST /v0/analytics/recount": "401 202 403 403 202",
  "GET /v0/analytics/sources": "401 200 401 200 200",
  "GET /v0/analytics/timing": "401 200 401 200 200",
  "GET /v0/analytics/visitors": "401 200 401 200 200",
};
