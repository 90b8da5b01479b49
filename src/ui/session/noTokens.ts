import type { TokenSource } from '../../cloud/tokens';

/** Signing in needs no token; asking for one is a defect. */
export const noTokens: TokenSource = {
  token: () => Promise.reject(new Error('Nobody is signed in yet.')),
};
