import type { Refusal, Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Api } from '../http/api';
import type { World } from '../world';
import { createToken, getApiKeyDetails, listKeys, type IdentityScope } from './identity';
import { passcodePage } from './passcodePage';
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './policies';
import { listRoles } from './roles';
import type { Tokens } from './tokens';

const open: readonly Route<IdentityScope>[] = [
  route('POST', '/identity/token', createToken),
  route('GET', '/identity/keys', listKeys),
  route('GET', '/identity/passcode', (_call, { world }) => passcodePage(world)),
];
const closed: readonly Route<IdentityScope>[] = [
  route('GET', '/v1/apikeys/details', getApiKeyDetails),
  route('GET', '/v1/policies', listPolicies),
  route('POST', '/v1/policies', createPolicy),
  route('GET', '/v1/policies/{id}', getPolicy),
  route('DELETE', '/v1/policies/{id}', deletePolicy),
  route('GET', '/v2/roles', listRoles),
];

/** IAM: tokens, identity and policies from one origin. */
export function iamApi(world: World, tokens: Tokens): Api {
  return {
    name: 'iam',
    basePath: '/iam',
    async handle(call: Call): Promise<Reply> {
      const isOpen = call.path.startsWith('/identity/');
      if (!isOpen) tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(isOpen ? open : closed, call.method, call.path);
      return handle({ ...call, parameters }, { world, tokens });
    },
    refuse,
  };
}

/** Tokens and identity say it their way, policies and roles another (`{ trace, errors }`), a token that is missing included. */
function refuse({ status, code, message }: Refusal, requestId: string, path: string): Reply {
  if (/^\/v\d\/(policies|roles)\b/.test(path)) return { status, body: { trace: requestId, errors: [{ code, message }], status_code: status } };
  const context = { requestId, requestType: 'incoming.Identity_API', userAgent: '', url: '', instanceId: 'sandbox', host: 'sandbox', locale: 'en_US' };
  return { status, body: { errorCode: code, errorMessage: message, errorDetails: message, context }, headers: { 'transaction-id': requestId } };
}
