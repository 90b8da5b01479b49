import type { Refusal, Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Api } from '../http/api';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';
import { createInstance, deleteInstance } from './creation';
import { getResourceGroup, listResourceGroups } from './groups';
import { getInstance, listInstances } from './instances';
import { createKey, deleteKey, getKey, listInstanceKeys, listKeys } from './keys';
import { actOnReclamation, listReclamations } from './reclamations';

const controllerRoutes: readonly Route<World>[] = [
  route('GET', '/v2/resource_instances', listInstances),
  route('POST', '/v2/resource_instances', createInstance),
  route('GET', '/v2/resource_instances/{id}', getInstance),
  route('DELETE', '/v2/resource_instances/{id}', deleteInstance),
  route('GET', '/v2/resource_instances/{id}/resource_keys', listInstanceKeys),
  route('GET', '/v2/resource_keys', listKeys),
  route('POST', '/v2/resource_keys', createKey),
  route('GET', '/v2/resource_keys/{id}', getKey),
  route('DELETE', '/v2/resource_keys/{id}', deleteKey),
  route('GET', '/v1/reclamations', listReclamations),
  route('POST', '/v1/reclamations/{id}/actions/{action}', actOnReclamation),
];

const managerRoutes: readonly Route<World>[] = [
  route('GET', '/v2/resource_groups', listResourceGroups),
  route('GET', '/v2/resource_groups/{id}', getResourceGroup),
];

/** The resource controller: service instances and their keys. */
export function resourceControllerApi(world: World, tokens: Tokens): Api {
  return api('resourceController', '/resource-controller', controllerRoutes, world, tokens);
}

/** The resource manager: resource groups. */
export function resourceManagerApi(world: World, tokens: Tokens): Api {
  return api('resourceManager', '/resource-manager', managerRoutes, world, tokens);
}

function api(name: Api['name'], basePath: string, routes: readonly Route<World>[], world: World, tokens: Tokens): Api {
  return {
    name,
    basePath,
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, world);
    },
    refuse,
  };
}

function refuse({ status, code, message }: Refusal, requestId: string): Reply {
  return {
    status,
    body: { message, status_code: status, error_code: code, transaction_id: requestId },
    headers: { 'transaction-id': requestId },
  };
}
