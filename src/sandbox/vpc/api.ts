import type { Refusal, Reply } from '../http/reply';
import { find, type Call } from '../http/router';
import type { Api } from '../http/api';
import type { Tokens } from '../iam/tokens';
import type { Region } from '../state/region';
import type { World } from '../world';
import { vpcRoutes } from './routes';
import { requestedVersion } from './version';

/** One region's VPC API (`https://<region>.iaas.cloud.ibm.com/v1`). */
export function vpcApi(world: World, tokens: Tokens, region: Region): Api {
  return {
    name: 'vpc',
    basePath: `/vpc/${region.name}/v1`,
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const version = requestedVersion(call, world.now());
      const { handle, parameters } = find(vpcRoutes, call.method, call.path);
      return handle({ ...call, parameters }, { world, region, base: call.base, version });
    },
    refuse,
  };
}

/** The VPC API's envelope: `{ errors: [{ code, message, more_info, target }], trace }`. */
function refuse(refusal: Refusal, requestId: string): Reply {
  const { status, code, message, target } = refusal;
  const moreInfo = `https://cloud.ibm.com/docs/vpc?topic=vpc-rias-error-messages#${code}`;
  return { status, body: { errors: [{ code, message, more_info: moreInfo, ...(target === undefined ? {} : { target }) }], trace: requestId } };
}
