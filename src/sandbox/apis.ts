import { addressLookupApi } from './addressLookup';
import { adminApi } from './admin';
import { globalCatalogApi } from './catalog/api';
import { laptopAddress } from './chosenPlane';
import { dnsServicesApi } from './dnsServices/api';
import type { FaultBook } from './http/faults';
import type { Api } from './http/api';
import { iamApi } from './iam/api';
import type { Tokens } from './iam/tokens';
import { resourceControllerApi, resourceManagerApi } from './resources/api';
import { restrictionsApi } from './restrictions/api';
import { globalSearchApi } from './search/api';
import { globalTaggingApi } from './tagging/api';
import { vpcApi } from './vpc/api';
import { secretsManagerApi } from './secretsManager/api';
import type { World } from './world';

/** Every API of the sandbox. */
export function allApis(world: World, tokens: Tokens, faults: FaultBook): Api[] {
  return [
    iamApi(world, tokens),
    resourceControllerApi(world, tokens),
    resourceManagerApi(world, tokens),
    globalCatalogApi(world),
    globalSearchApi(world, tokens),
    globalTaggingApi(world, tokens),
    restrictionsApi(world, tokens),
    addressLookupApi(laptopAddress),
    secretsManagerApi(world, tokens),
    dnsServicesApi(world, tokens),
    adminApi(world, faults),
    ...[...world.state.regions.values()].map((region) => vpcApi(world, tokens, region)),
  ];
}
