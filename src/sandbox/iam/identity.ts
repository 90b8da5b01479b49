import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { World } from '../world';
import type { Tokens } from './tokens';

export interface IdentityScope { readonly world: World; readonly tokens: Tokens }

const grants = {
  apiKey: 'urn:ibm:params:oauth:grant-type:apikey',
  passcode: 'urn:ibm:params:oauth:grant-type:passcode',
  refresh: 'refresh_token',
};

const form = v.object({
  grant_type: v.string(), apikey: v.optional(v.string()), passcode: v.optional(v.string()), refresh_token: v.optional(v.string()),
  response_type: v.optional(v.string()),
});

/** `POST /identity/token`: an API key, a one-time passcode or a refresh token for an access token. */
export function createToken(call: Call, { world, tokens }: IdentityScope): Reply {
  const { state } = world;
  const fields = v.safeParse(form, call.body);
  if (!fields.success) throw new Refusal(400, 'BXNIM0109E', 'Property missing or empty: grant_type');
  const { grant_type: grant, apikey, passcode, refresh_token: refresh } = fields.output;
  let identity = state.account.iamId;
  if (grant === grants.apiKey) {
    identity = ownerOf(world, apikey);
  } else if (grant === grants.passcode) {
    needCliClient(call);
    // Each passcode is good for one sign-in.
    if (!state.passcodes.delete(passcode ?? '')) {
      throw new Refusal(400, 'BXNIM0420E', 'Provided passcode could not be validated, it is wrong, expired or was used before.');
    }
  } else if (grant === grants.refresh) {
    needCliClient(call);
    if (!state.refreshTokens.delete(refresh ?? '')) throw new Refusal(400, 'BXNIM0407E', 'Session not found: the refresh token is not valid any more.');
  } else {
    throw new Refusal(400, 'BXNIM0104E', `The grant type "${grant}" is not supported.`);
  }
  const { token, expiration } = tokens.issue(state.account, identity, grant);
  // A token made from an API key has no session, so nothing to refresh.
  const refreshToken = grant === grants.apiKey ? 'not_supported' : randomBytes(48).toString('base64url');
  if (grant !== grants.apiKey) state.refreshTokens.add(refreshToken);
  world.changed();
  return ok({
    access_token: token, refresh_token: refreshToken, token_type: 'Bearer', expires_in: tokens.lifetimeSeconds, expiration, scope: 'ibm openid',
  });
}

/** Whose API key it is: the account's owner's, or a service id's that was made with a service key. */
function ownerOf({ state }: World, apiKey: string | undefined): string {
  if (apiKey === state.account.apiKey) return state.account.iamId;
  const key = [...state.serviceKeys.values()].find((candidate) => candidate.apiKey === apiKey);
  if (key === undefined) throw new Refusal(400, 'BXNIM0415E', 'Provided API key could not be found.');
  return `iam-${key.serviceId}`;
}

export function listKeys(_call: Call, { tokens }: IdentityScope): Reply {
  return ok(tokens.keySet());
}

/** `GET /v1/apikeys/details` of the key in the header `IAM-ApiKey`. */
export function getApiKeyDetails(call: Call, { world }: IdentityScope): Reply {
  const { account } = world.state;
  const key = call.headers['iam-apikey'];
  if (key !== undefined && key !== account.apiKey) throw new Refusal(404, 'BXNIM0415E', 'Provided API key could not be found.');
  return ok({
    id: account.apiKeyId, entity_tag: '1-c5d1d9f1', crn: `crn:v1:bluemix:public:iam-identity::a/${account.id}::apikey:${account.apiKeyId}`,
    locked: false, disabled: false, created_at: account.createdAt, created_by: account.iamId, modified_at: account.createdAt,
    name: account.apiKeyName, description: 'The key of the sandbox.', iam_id: account.iamId, account_id: account.id, apikey: '',
  });
}

/** Refresh tokens belong to a client; the command line's is `bx:bx`, and a passcode is taken from it alone. */
function needCliClient(call: Call): void {
  const basic = /^Basic (.+)$/i.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
  if (Buffer.from(basic, 'base64').toString('utf8') !== 'bx:bx') {
    throw new Refusal(401, 'BXNIM0501E', 'The client is not authenticated: this grant needs the client id of the command line.');
  }
}
