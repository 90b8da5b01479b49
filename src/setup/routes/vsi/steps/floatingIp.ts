import type { Names } from '../../../names';
import { floatingIpStep as sharedFloatingIp } from '../../../steps/floatingIp';
import type { Step } from '../../../steps/step';
import type { VsiChoices } from '../choices';
import { floatingIpFact, serverFact } from '../facts';

/** A public address for the server's SSH; one that it has already is used. */
export function floatingIpStep({ server, resourceGroupId }: VsiChoices, names: Names): Step {
  return sharedFloatingIp({
    name: names.of('ip'), serverName: server.name, server: serverFact, serverZone: server.kind === 'new' ? server.zone : undefined,
    resourceGroupId, into: floatingIpFact,
  });
}
