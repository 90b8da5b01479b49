import { addressLookupService } from './addressLookup';
import { adminService } from './admin';
import { globalCatalogService } from './catalog/service';
import { laptopAddress } from './chosenPlane';
import type { FaultBook } from './http/faults';
import type { Service } from './http/service';
import { iamService } from './iam/service';
import type { Tokens } from './iam/tokens';
import { resourceControllerService, resourceManagerService } from './resources/service';
import { globalSearchService } from './search/service';
import { globalTaggingService } from './tagging/service';
import { vpcService } from './vpc/service';
import type { World } from './world';

/** Every API of the sandbox. */
export function allApis(world: World, tokens: Tokens, faults: FaultBook): Service[] {
  return [
    iamService(world, tokens),
    resourceControllerService(world, tokens),
    resourceManagerService(world, tokens),
    globalCatalogService(world),
    globalSearchService(world, tokens),
    globalTaggingService(world, tokens),
    addressLookupService(laptopAddress),
    adminService(world, faults),
    ...[...world.state.regions.values()].map((region) => vpcService(world, tokens, region)),
  ];
}
