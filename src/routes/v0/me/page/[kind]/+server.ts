import * as api from "$lib/api/operations/page.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { isPictureKind } from "$lib/scheduling/picture.ts";
import {
  bytesOfBase64,
  removePicture,
  uploadPicture,
} from "$lib/server/branding/change-picture.ts";
import { pageJson } from "$lib/server/branding/page-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(api.setPagePicture, async ({ app, host, params, body, revision }) => {
  if (!isPictureKind(params.kind)) return refused("not-found");
  const bytes = bytesOfBase64(body.content);
  const expected = body.revision ?? revision;
  const changed = await uploadPicture(app, host.id, params.kind, bytes, expected);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});

export const DELETE = serve(api.removePagePicture, async ({ app, host, params, revision }) => {
  if (!isPictureKind(params.kind)) return refused("not-found");
  const changed = await removePicture(app, host.id, params.kind, revision);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});
