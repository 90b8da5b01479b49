import type { NewEndpointGateway } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { EndpointGateway } from '../../model/landscape';
import type { Maker, Waiting } from '../context';
import { ended, found, named } from './found';
import { foreignGroup } from './users';

const kind = 'endpoint-gateway';
/** Terraform's provider gives up after ten minutes; about 100 s is usual. */
const limitMs = 30 * 60_000;
const hopeless = new Set(['access_denied', 'access_expired', 'internal_error', 'resource_suspended_by_provider']);

/** The door to an instance inside a VPC, which has one a target. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-about-vpe */
export const endpointGatewayMaker: Maker<NewEndpointGateway, EndpointGateway, { readonly addresses: number }> = {
  kind,
  make: ({ vpc, signal }, specification) => vpc.createEndpointGateway(specification, signal),
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listEndpointGateways({ vpcId }, signal)).find((other) => other.name === name),
  findOther: async ({ vpc, signal }, { vpcId, targetCrn }) =>
    (await vpc.listEndpointGateways({ vpcId }, signal)).find((other) => other.targetCrn === targetCrn),
  describe: (made) => found(kind, made),
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the endpoint gateway {0}', name),
    everyMs: 10_000,
    limitMs,
    read: () => vpc.getEndpointGateway(id, signal),
    check: stateOf,
  }),
  price: ({ dependencies: { cloud }, vpc, signal }, { addresses }) =>
    cloud.catalog.monthlyPrice({ kind: 'endpoint-gateway', addresses }, vpc.region, signal),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listEndpointGateways({}, signal), lost),
  usedBy: async (context, { id }) => foreignGroup(context, (await context.vpc.getEndpointGateway(id, context.signal)).securityGroups),
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteEndpointGateway(id, context.signal));
    await context.untilGone(t('the endpoint gateway {0}', name), () => context.vpc.getEndpointGateway(id, context.signal), limitMs);
  },
};

/** Stable, healthy, and every address allocated: until then an address reads 0.0.0.0. */
function stateOf({ name, lifecycleState, lifecycleReasons, healthState, addresses }: EndpointGateway): 'ready' | Waiting {
  const over = ['failed', 'suspended', 'deleting'].includes(lifecycleState) || (lifecycleState === 'stable' && healthState === 'faulted');
  if (over || lifecycleReasons.some(({ code }) => hopeless.has(code))) {
    throw ended(
      t('the endpoint gateway {0}', name), lifecycleState === 'stable' ? healthState : lifecycleState, lifecycleReasons,
      t('Undo, then run again; if it stays, ask IBM Cloud support.'),
    );
  }
  if (lifecycleState !== 'stable') {
    const reasons = lifecycleReasons.map(({ message }) => ` · ${message}`).join('');
    return { waitingUntil: t('it is stable (now: {0}){1}', lifecycleState, reasons) };
  }
  if (healthState !== 'ok') {
    return { waitingUntil: t('its health is ok (now: {0})', healthState) };
  }
  return addresses.length > 0 && addresses.every(({ address }) => address !== '0.0.0.0')
    ? 'ready'
    : { waitingFor: t('its addresses to be allocated') };
}
