import type { Api } from '../http/api';
import type { Refusal, Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';
import { addLocation, deleteLocation, orderLocations, updateLocation } from './locations';
import { createResolver, deleteResolver, getResolver, listResolvers, updateResolver } from './resolvers';
import { createRule, deleteRule, getRule, listRules, updateRule } from './rules';
import { notFound, type Scope } from './scope';
import { dnsServicesCatalog } from './service';

const resolvers = '/instances/{instance}/custom_resolvers';
const one = `${resolvers}/{resolver}`;

const routes: readonly Route<Scope>[] = [
  route('GET', resolvers, listResolvers),
  route('POST', resolvers, createResolver),
  route('GET', one, getResolver),
  route('PATCH', one, updateResolver),
  route('DELETE', one, deleteResolver),
  route('PUT', `${one}/locations_order`, orderLocations),
  route('POST', `${one}/locations`, addLocation),
  route('PATCH', `${one}/locations/{location}`, updateLocation),
  route('DELETE', `${one}/locations/{location}`, deleteLocation),
  route('GET', `${one}/forwarding_rules`, listRules),
  route('POST', `${one}/forwarding_rules`, createRule),
  route('GET', `${one}/forwarding_rules/{rule}`, getRule),
  route('PATCH', `${one}/forwarding_rules/{rule}`, updateRule),
  route('DELETE', `${one}/forwarding_rules/{rule}`, deleteRule),
];

/** DNS Services, as far as custom resolvers go: it has no zones here. */
export function dnsServicesApi(world: World, tokens: Tokens): Api {
  return {
    name: 'dnsServices',
    basePath: '/dns-services/v1',
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, { world, instance: instanceOf(world, parameters['instance'] ?? '') });
    },
    refuse,
  };
}

function instanceOf({ state }: World, guid: string): Scope['instance'] {
  const instance = state.instances.get(guid);
  if (instance?.service !== dnsServicesCatalog.id || instance.state !== 'active') throw notFound(`The DNS Services instance "${guid}" does not exist.`);
  return instance;
}

function refuse({ status, code, message }: Refusal, requestId: string): Reply {
  return { status, body: { errors: [{ code, message }], trace: requestId } };
}
