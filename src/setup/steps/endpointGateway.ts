import type { NewEndpointGateway } from '../../cloud/vpcRequests';
import { askedElsewhere, sharingFailure } from '../../model/dns';
import { t } from '../../model/l10n';
import type { EndpointGateway, SecurityGroup, Subnet, Vpc } from '../../model/landscape';
import type { ServiceWords } from '../../model/service';
import { visible } from '../../model/text';
import { sentence } from '../../model/words';
import type { Found, RunContext, StepContext } from '../context';
import { Fact } from '../facts';
import { endpointGatewayMaker } from '../makers/endpointGateway';
import { groupTarget, groupTargetMaker, mostGroups } from '../makers/groupTarget';
import { found } from '../makers/found';
import { alone, gatewaysIn, readSharing } from '../sharedDns';
import { blocked, exists, missing, type Standing } from '../standing';
import { newAnswering, nothingSpecial, presentAnswering, type AnsweringWords } from './gatewayDns';
import { instanceFact } from './instance';
import type { Step } from './step';
import { free, priceOf, untilReady } from './step';
import { vpcFact } from './vpc';

/** The endpoint gateway that the connection leads through. */
export const endpointGatewayFact = new Fact<EndpointGateway>('The endpoint gateway');

/** What the plan says of its DNS sharing, until it is there. */
const dnsModeFact = new Fact<NewEndpointGateway['dnsMode']>('The endpoint gateway’s DNS sharing');

export interface EndpointGatewayStep {
  readonly name: string;
  readonly why: string;
  readonly targetCrn: string;
  /** A reserved IP in each. */
  readonly places: readonly { readonly subnet: Fact<Subnet>; readonly addressName: string }[];
  /** What admits the source to it. */
  readonly group: Fact<SecurityGroup>;
  readonly groupName: string;
  /** Whether one that is there admits the source without the group. */
  readonly isOpen?: (context: StepContext) => boolean;
  readonly resourceGroupId: string;
}

/** Why there is one, in the words of what it leads to. */
export function whyGateway(instanceName: string, { members }: Pick<ServiceWords, 'members'>): string {
  return t('It gives {0} addresses inside the VPC; there the {1}\' names resolve to them.', visible(instanceName), members);
}

/** The door to the instance inside the VPC. A VPC has one a target: an existing one is used, with our group added. */
export function endpointGatewayStep(step: EndpointGatewayStep): Step {
  const { name, why, places } = step;
  return {
    id: 'gateway',
    title: titleOf(name),
    called: titleOf,
    why,
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: async (context) => {
      context.facts.set(endpointGatewayFact, await untilReady(context, endpointGatewayMaker, context.facts.need(endpointGatewayFact)));
      return 'stable';
    },
    price: (context) => context.facts.get(endpointGatewayFact) === undefined
      ? priceOf(context, endpointGatewayMaker, { addresses: places.length })
      : free(),
  };
}

/** The gateway to the instance in the connection's VPC, whoever made it. */
export async function gatewayTo(context: StepContext, targetCrn: string): Promise<EndpointGateway | undefined> {
  const vpc = context.facts.get(vpcFact);
  const gateways = vpc === undefined ? [] : await gatewaysIn(context, vpc);
  return gateways.find((gateway) => gateway.targetCrn === targetCrn);
}

/** Why that gateway can do without a subnet in a zone: it has its addresses already, and none of them is in the one that is there. */
export async function standsWithout(context: StepContext, targetCrn: string, subnet: Subnet | undefined): Promise<string | undefined> {
  const gateway = await gatewayTo(context, targetCrn);
  if (gateway === undefined) {
    return undefined;
  }
  if (subnet === undefined) {
    return t('the endpoint gateway {0} is there', gateway.name);
  }
  const isElsewhere = gateway.addresses.every(({ subnetId }) => subnetId !== undefined && subnetId !== subnet.id);
  return isElsewhere ? t('the endpoint gateway {0} is there, and has no address in {1}', gateway.name, subnet.name) : undefined;
}

async function find(context: StepContext, step: EndpointGatewayStep): Promise<Standing> {
  const { facts } = context;
  const vpc = facts.get(vpcFact);
  const gateways = vpc === undefined ? [] : await gatewaysIn(context, vpc);
  const there = gateways.find((gateway) => gateway.targetCrn === step.targetCrn);
  facts.set(endpointGatewayFact, there);
  facts.set(dnsModeFact, undefined);
  if (there === undefined) {
    return gateways.some((gateway) => gateway.name === step.name)
      ? blocked(t('An endpoint gateway named "{0}" leads elsewhere.', step.name), t('Delete it, or start a new connection.'))
      : toMake(context, step, vpc);
  }
  const answering = vpc === undefined ? nothingSpecial : presentAnswering(vpc, there, await readSharing(context, vpc));
  return 'kind' in answering ? answering : present(context, step, there, (detail) => told(detail, answering, vpc, there.serviceEndpoints));
}

async function toMake(context: StepContext, { places, targetCrn }: EndpointGatewayStep, vpc: Vpc | undefined): Promise<Standing> {
  const { facts } = context;
  const answering = newAnswering(vpc, targetCrn, vpc === undefined ? alone : await readSharing(context, vpc));
  if ('kind' in answering) {
    return answering;
  }
  facts.set(dnsModeFact, answering.mode);
  const zones = `${places.length} ${places.length === 1 ? t('zone') : t('zones')}`;
  return missing(told(zones, answering, vpc, facts.get(instanceFact)?.privateNames ?? []));
}

function present(
  context: StepContext, { group, groupName, isOpen }: EndpointGatewayStep, there: EndpointGateway, inWords: (detail: string) => string,
): Standing {
  if (isOpen?.(context) === true || there.securityGroups.some(({ id }) => id === context.facts.get(group)?.id)) {
    const resource = foundGateway(there);
    return exists(resource, inWords(resource.address === undefined ? there.name : t('at {0}', resource.address)));
  }
  return there.securityGroups.length >= mostGroups
    ? blocked(t('The endpoint gateway "{0}" has {1} security groups, as many as it may.', there.name, mostGroups), t('Take one off it.'))
    : {
      kind: 'missing', detail: inWords(t('the security group {0} is added to {1}', groupName, there.name)), extends: groupTargetMaker.addition.without,
      there: foundGateway(there),
    };
}

/** What is made or there, where its names are answered with its addresses, and who must know them for that. */
function told(detail: string, { where, more }: AnsweringWords, vpc: Vpc | undefined, privateNames: readonly string[]): string {
  const ofVpc = vpc === undefined ? [] : [sharingFailure(vpc), askedElsewhere(vpc, privateNames)].filter((text) => text !== undefined);
  return [where === undefined ? detail : `${detail}, ${where}`, ...more, ...ofVpc].reduce((text, next) => `${sentence(text)} ${next}`);
}

function titleOf(name: string): string {
  return t('Endpoint gateway {0}', visible(name, 80));
}

function foundGateway(gateway: EndpointGateway): Found {
  const addresses = gateway.addresses.map(({ address }) => address).filter((address) => address !== '0.0.0.0');
  return found(endpointGatewayMaker.kind, gateway, addresses.length === 0 ? undefined : addresses.join(', '));
}

async function create(context: RunContext, step: EndpointGatewayStep): Promise<void> {
  const { facts } = context;
  const group = facts.need(step.group);
  const there = facts.get(endpointGatewayFact);
  if (there !== undefined) {
    await context.adopt(foundGateway(there));
  }
  const gateway = there ?? await context.make(endpointGatewayMaker, specification(context, step));
  facts.set(endpointGatewayFact, gateway);
  // Someone else may have made one at the same moment: then it is theirs, and lacks our group.
  if (!gateway.securityGroups.some(({ id }) => id === group.id)) {
    await context.make(groupTargetMaker, groupTarget(group, gateway));
  }
}

function specification({ facts }: StepContext, step: EndpointGatewayStep): NewEndpointGateway {
  const { name, targetCrn, places, group, resourceGroupId } = step;
  return {
    name,
    vpcId: facts.need(vpcFact).id,
    targetCrn,
    addresses: places.map(({ subnet, addressName }) => ({ subnetId: facts.need(subnet).id, name: addressName })),
    securityGroupIds: [facts.need(group).id],
    resourceGroupId,
    // A VPC that was made a moment ago shares DNS with none.
    dnsMode: facts.get(dnsModeFact) ?? 'primary',
  };
}
