/** The OpenID provider of the tests brings no types. */
declare module "oidc-provider";
