import { Refusal } from '../http/reply';
import { privateNames } from '../resources/privateNames';
import type { Row, ServiceInstanceRow } from '../state/records';
import type { Scope } from './scope';

/** The service instance that a new gateway leads to, or the cloud's refusal. */
export function chooseTarget(
  scope: Scope, target: { resource_type: string; crn?: string | undefined }, siblings: readonly Row<'gateways'>[],
): ServiceInstanceRow {
  const crn = target.crn ?? '';
  const field = { type: 'field', name: 'target.crn', value: crn } as const;
  if (target.resource_type !== 'provider_cloud_service') {
    throw new Refusal(400, 'invalid_value', 'The sandbox has gateways to service instances alone: `resource_type` must be `provider_cloud_service`.', {
      type: 'field', name: 'target.resource_type', value: target.resource_type,
    });
  }
  if (crn.split(':').length !== 10) throw new Refusal(400, 'invalid_crn', 'The target has the wrong number of segments in CRN.', field);
  const instance = [...scope.world.state.instances.values()].find((candidate) => candidate.crn === crn);
  if (instance === undefined || instance.state === 'removed') {
    throw new Refusal(404, 'endpoint_gateway_target_not_found', `The service instance "${crn}" was not found.`, field);
  }
  if (privateNames(instance.extensions).length === 0) {
    throw new Refusal(400, 'endpoint_gateway_target_not_supported', `The service instance "${instance.name}" does not support VPE extensions.`, field);
  }
  if (instance.region !== scope.region.name) {
    throw new Refusal(400, 'endpoint_gateway_target_region', `The service instance is in ${instance.region}, the VPC in ${scope.region.name}.`, field);
  }
  const twin = siblings.find((gateway) => gateway.target === crn);
  if (twin !== undefined) {
    throw new Refusal(400, 'endpoint_gateway_exists', `An endpoint gateway already exists for this service in the VPC: "${twin.name}".`, field);
  }
  return instance;
}
