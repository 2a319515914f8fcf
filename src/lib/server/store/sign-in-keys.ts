import { boundedKeyPart } from "./key-part.ts";

/** The keys of sessions, API keys, sign-in links and invitations, a part of `keys.ts`. */
export const signInKeys = {
  sessions: () => ["session"],
  session: (hash: string) => ["session", boundedKeyPart(hash)],
  sessionsOf: (hostId: string) => ["session_of", hostId],
  sessionOf: (hostId: string, hash: string) => ["session_of", hostId, boundedKeyPart(hash)],
  /** Sign-in links and codes, hashed, until used. */
  magicLink: (hash: string) => ["magic_link", hash],
  magicLinks: () => ["magic_link"],
  /** Used signed links, hashed, until past their expiry. */
  usedLink: (hash: string) => ["used_link", hash],
  usedLinks: () => ["used_link"],
  /** A personal API key by the SHA-256 of its secret. */
  apiKey: (hash: string) => ["api_key", boundedKeyPart(hash)],
  apiKeys: () => ["api_key"],
  apiKeyOf: (hostId: string, keyId: string) => ["api_key_of", hostId, boundedKeyPart(keyId)],
  apiKeysOf: (hostId: string) => ["api_key_of", hostId],
  invitations: () => ["invitation"],
  invitation: (hash: string) => ["invitation", boundedKeyPart(hash)],
  invitationOf: (hostId: string, hash: string) => ["invitation_of", hostId, boundedKeyPart(hash)],
  invitationsOf: (hostId: string) => ["invitation_of", hostId],
};
