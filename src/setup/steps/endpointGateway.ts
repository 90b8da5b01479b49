import type { RunContext, Standing, Step, StepContext } from './step';
import { bindGroup, mostGroups, recoverBinding, targetKind, unbindGroup } from './targets';
import { blocked, deleteOnce, ended, exists, found, missing, required, untilGone } from './finding';
import type { Connection } from '../../model/connection';
import type { EndpointGateway } from '../../model/landscape';
import type { Names } from '../names';
import { visible } from '../../model/text';

const kind = 'endpoint-gateway';
/** The cloud's own limit is of this order; about 100 s is usual. Source: IBM-CLOUD B.3. */
const limitMs = 30 * 60_000;
const hopeless = new Set(['access_denied', 'access_expired', 'internal_error', 'resource_suspended_by_provider']);

/** The door to the instance inside the VPC. A VPC has one a target: an existing one is used, with our group added. */
export function endpointGatewayStep({ choices, instance }: Connection, { gateway }: Names): Step {
  return {
    id: 'gateway',
    title: `Endpoint gateway ${gateway}`,
    why: `It gives ${visible(instance.name)} addresses inside the VPC; there the brokers' names resolve to them.`,
    find,
    create,
    ready,
    recover: recoverBinding,
    undo: async (context, made) => {
      if (made.kind === targetKind) {
        await unbindGroup(context, made.id);
        return;
      }
      await deleteOnce(context, () => context.vpc.deleteEndpointGateway(made.id, context.signal));
      await untilGone(
        context, `the endpoint gateway ${made.name}`, () => context.vpc.getEndpointGateway(made.id, context.signal), limitMs,
      );
    },
    price: ({ facts, dependencies: { cloud }, vpc, signal }) => facts.gateway === undefined
      ? cloud.catalog.monthlyPrice({ kind: 'endpoint-gateway', addresses: choices.zones.length }, vpc.region, signal)
      : Promise.resolve({ kind: 'none' }),
  };
}

async function find(context: StepContext): Promise<Standing> {
  const { facts, names, connection } = context;
  const zones = `${connection.choices.zones.length} ${connection.choices.zones.length === 1 ? 'zone' : 'zones'}`;
  if (facts.vpc === undefined) {
    return missing(zones);
  }
  const gateways = await context.vpc.listEndpointGateways({ vpcId: facts.vpc.id }, context.signal);
  const there = gateways.find(({ targetCrn }) => targetCrn === connection.instance.crn);
  facts.gateway = there;
  if (there === undefined) {
    return gateways.some(({ name }) => name === names.gateway)
      ? blocked(`An endpoint gateway named "${names.gateway}" leads elsewhere.`, 'Delete it, or start a new connection.')
      : missing(zones);
  }
  if (there.securityGroups.some(({ id }) => id === facts.gatewayGroup?.id)) {
    return exists(kind, there, there.name);
  }
  return there.securityGroups.length >= mostGroups
    ? blocked(`The endpoint gateway "${there.name}" has ${mostGroups} security groups, as many as it may.`, 'Take one off it.')
    : { kind: 'missing', detail: `the security group ${names.gatewayGroup} is added to ${there.name}`, extends: true };
}

async function create(context: RunContext): Promise<void> {
  const { facts, names, connection: { choices, instance }, signal } = context;
  const group = required(facts.gatewayGroup, 'The gateway’s group');
  if (facts.gateway !== undefined) {
    await context.adopt(found(kind, facts.gateway));
    await bindGroup(context, group, facts.gateway);
    return;
  }
  const vpcId = required(facts.vpc, 'The VPC').id;
  const addresses = choices.zones.map((zone) => (
    { subnetId: required(facts.subnets.get(zone), `The subnet in ${zone}`).id, name: names.reservedIp(zone) }
  ));
  const request = {
    name: names.gateway, vpcId, targetCrn: instance.crn, addresses, securityGroupIds: [group.id], resourceGroupId: choices.resourceGroupId,
  };
  facts.gateway = await context.change({
    kind,
    name: names.gateway,
    make: () => context.vpc.createEndpointGateway(request, signal),
    find: async () => (await context.vpc.listEndpointGateways({ vpcId }, signal)).find(({ targetCrn }) => targetCrn === instance.crn),
    describe: (made) => found(kind, made),
  });
  // Someone else may have made one at the same moment: then it is theirs, and lacks our group.
  if (!facts.gateway.securityGroups.some(({ id }) => id === group.id)) {
    await bindGroup(context, group, facts.gateway);
  }
}

async function ready(context: RunContext): Promise<string> {
  const { id, name } = required(context.facts.gateway, 'The endpoint gateway');
  const gateway = await context.until({
    what: `the endpoint gateway ${name}`,
    everyMs: 10_000,
    limitMs,
    read: () => context.vpc.getEndpointGateway(id, context.signal),
    check: (read) => stateOf(read),
  });
  context.facts.gateway = gateway;
  return 'stable';
}

/** Stable, healthy, and every address allocated. Source: IBM-CLOUD B.3. */
function stateOf({ name, lifecycleState, lifecycleReasons, healthState, addresses }: EndpointGateway): 'ready' | { waitingFor: string } {
  const over = ['failed', 'suspended', 'deleting'].includes(lifecycleState) || (lifecycleState === 'stable' && healthState === 'faulted');
  if (over || lifecycleReasons.some(({ code }) => hopeless.has(code))) {
    throw ended(
      `the endpoint gateway ${name}`, lifecycleState === 'stable' ? healthState : lifecycleState, lifecycleReasons,
      'Undo, then run again; if it stays, ask IBM Cloud support.',
    );
  }
  if (lifecycleState !== 'stable') {
    const reasons = lifecycleReasons.map(({ message }) => ` · ${message}`).join('');
    return { waitingFor: `state "${lifecycleState}" to become "stable"${reasons}` };
  }
  if (healthState !== 'ok') {
    return { waitingFor: `health "${healthState}" to become "ok"` };
  }
  return addresses.length > 0 && addresses.every(({ address }) => address !== '0.0.0.0')
    ? 'ready'
    : { waitingFor: 'its addresses to be allocated' };
}
