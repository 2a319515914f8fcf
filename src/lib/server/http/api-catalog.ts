/** The API catalogue (RFC 9727) as a link set (RFC 9264): the API and the MCP server with their descriptions. */
export function apiCatalog(baseUrl: string) {
  const at = (path: string, type: string) => [{ href: `${baseUrl}${path}`, type }];
  return {
    linkset: [
      {
        anchor: `${baseUrl}/v0/`,
        "service-desc": at("/v0/openapi.json", "application/vnd.oai.openapi+json"),
        "service-doc": at("/docs/api", "text/html"),
        status: at("/health", "application/json"),
      },
      { anchor: `${baseUrl}/mcp`, "service-doc": at("/docs/api", "text/html") },
    ],
  };
}

export const apiCatalogType =
  'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';
