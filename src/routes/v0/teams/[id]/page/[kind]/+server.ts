import * as api from "$lib/api/operations/page.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { isPictureKind } from "$lib/scheduling/picture.ts";
import {
  bytesOfBase64,
  removePicture,
  uploadPicture,
} from "$lib/server/branding/change-picture.ts";
import { teamPageJson } from "$lib/server/branding/page-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedTeam } from "$lib/server/teams/find-team-type.ts";

export const PUT = serve(api.setTeamPagePicture, async (call) => {
  const { app, body, params: { kind } } = call;
  const team = await findManagedTeam(call);
  if (!team || !isPictureKind(kind)) return refused("not-found");
  const expected = body.revision ?? call.revision;
  const changed = await uploadPicture(app, team, kind, bytesOfBase64(body.content), expected);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, app.baseUrl) }) : changed;
});

export const DELETE = serve(api.removeTeamPagePicture, async (call) => {
  const { app, params: { kind } } = call;
  const team = await findManagedTeam(call);
  if (!team || !isPictureKind(kind)) return refused("not-found");
  const changed = await removePicture(app, team, kind, call.revision);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, app.baseUrl) }) : changed;
});
