import type { Api } from '../http/api';
import type { Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';
import { createRule, deleteRule, getRule, listRules } from './rules';
import { createZone, deleteZone, getZone, listZones } from './zones';

const routes: readonly Route<World>[] = [
  route('GET', '/v1/rules', listRules),
  route('POST', '/v1/rules', createRule),
  route('GET', '/v1/rules/{id}', getRule),
  route('DELETE', '/v1/rules/{id}', deleteRule),
  route('GET', '/v1/zones', listZones),
  route('POST', '/v1/zones', createZone),
  route('GET', '/v1/zones/{id}', getZone),
  route('DELETE', '/v1/zones/{id}', deleteZone),
];

/** Context-based restrictions. They are written down here, and hold for client VPN servers that read secrets, not for callers of the APIs. */
export function restrictionsApi(world: World, tokens: Tokens): Api {
  return {
    name: 'restrictions',
    basePath: '/context-based-restrictions',
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, world);
    },
    refuse: ({ status, code, message }, requestId) => ({ status, body: { errors: [{ code, message }], trace: requestId, status_code: status } }),
  };
}
