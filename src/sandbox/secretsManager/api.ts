import type { Api } from '../http/api';
import type { Refusal, Reply } from '../http/reply';
import { find, type Call } from '../http/router';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';
import { publishedRoutes } from './published';
import { routes } from './routes';
import { notFound, type Scope } from './scope';
import { isPublic } from './service';

/**
 * Every instance of Secrets Manager at an address of its own, which in the cloud is a host
 * (`https://<guid>.<region>.secrets-manager.appdomain.cloud`) and here the beginning of the path: `/<region>/<guid>`.
 */
export function secretsManagerApi(world: World, tokens: Tokens): Api {
  return {
    name: 'secretsManager',
    basePath: '/secrets-manager',
    async handle(call: Call): Promise<Reply> {
      const [, region = '', guid = ''] = call.path.split('/');
      const path = call.path.slice(`/${region}/${guid}`.length);
      const scope = scopeOf(world, region, guid, `${call.base}/${region}/${guid}`);
      const isPublished = path.startsWith('/v1/');
      if (!isPublished) tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(isPublished ? publishedRoutes : routes, call.method, path);
      return handle({ ...call, path, parameters }, scope);
    },
    refuse,
  };
}

/** Nothing is found where an instance is private, does not answer yet, or is gone. */
function scopeOf(world: World, region: string, guid: string, base: string): Scope {
  const instance = world.state.instances.get(guid);
  const held = world.state.secretsManagers.get(guid);
  if (instance?.region !== region || instance.state !== 'active' || held === undefined || !isPublic(instance.parameters)) {
    throw notFound('The requested resource could not be found.');
  }
  return { world, instance, held, base };
}

/** The service's envelope: cloud.ibm.com/apidocs/secrets-manager/secrets-manager-v2#error-handling */
function refuse({ status, code, message }: Refusal, requestId: string): Reply {
  return { status, body: { status_code: status, trace: requestId, errors: [{ code, message, more_info: 'https://cloud.ibm.com/apidocs/secrets-manager' }] } };
}
