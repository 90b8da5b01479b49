import { addressLookupService } from './addressLookup';
import { laptopAddress } from './embedded';
import type { Service } from './http/service';
import { iamService } from './iam/service';
import type { Tokens } from './iam/tokens';
import { resourceControllerService, resourceManagerService } from './resources/service';
import { vpcService } from './vpc/service';
import type { World } from './world';

/** Every API of the sandbox. */
export function allServices(world: World, tokens: Tokens): Service[] {
  return [
    iamService(world, tokens),
    resourceControllerService(world, tokens),
    resourceManagerService(world, tokens),
    addressLookupService(laptopAddress),
    ...[...world.state.regions.values()].map((region) => vpcService(world, tokens, region)),
  ];
}
