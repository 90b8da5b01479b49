import { isTrial } from '../../cloud/secretsManagers';
import { parseCrn } from '../../model/crn';
import { t } from '../../model/l10n';
import type { LookContext } from '../context';
import { authorizationKind } from '../makers/authorization';
import { certificateSecretKind, secretPrice } from '../makers/certificateSecret';
import { credentialKind } from '../makers/credential';
import { endpointGatewayMaker } from '../makers/endpointGateway';
import { floatingIpMaker } from '../makers/floatingIp';
import { orAbsent } from '../makers/found';
import { heldNow, isOver, placeOf } from '../makers/inSecretsManager';
import { privateAuthorityKind } from '../makers/privateAuthority';
import { privateTemplateKind } from '../makers/privateTemplate';
import { foundRule, ruleMaker } from '../makers/rule';
import { secretsManagerKind, secretsManagerMaker } from '../makers/secretsManager';
import { securityGroupMaker } from '../makers/securityGroup';
import { sshKeyMaker } from '../makers/sshKey';
import { subnetMaker } from '../makers/subnet';
import { virtualServerMaker } from '../makers/virtualServer';
import { vpcMaker } from '../makers/vpc';
import { vpnServerMaker } from '../makers/vpnServer';
import { findable, type Findable } from './findable';
import { siteVpnFindables } from './siteVpnThings';

/** In the order in which they are made: one stands on those before it, and an undo goes backwards. */
export const findables: readonly Findable[] = [
  findable(vpcMaker, 'VPC', 'vpc', ({ vpc, signal }) => vpc.listVpcs(signal)),
  findable(subnetMaker, t('Subnet'), 'subnet', ({ vpc, signal }) => vpc.listSubnets({}, signal)),
  { kind: secretsManagerKind, title: t('Secrets Manager instance'), resourceType: '', read: readSecretsManager },
  { kind: privateAuthorityKind, title: t('Certificate authority'), resourceType: '', read: readHeld },
  { kind: privateTemplateKind, title: t('Certificate template'), resourceType: '', read: readHeld },
  { kind: certificateSecretKind, title: t('Certificate'), resourceType: 'secret', read: readHeld },
  { kind: authorizationKind, title: t('Authorization'), resourceType: '', read: readAuthorization },
  findable(securityGroupMaker, t('Security group'), 'security-group', ({ vpc, signal }) => vpc.listSecurityGroups({}, signal)),
  { kind: ruleMaker.kind, title: t('Rule'), resourceType: 'security-group-rule', read: readRule },
  findable(sshKeyMaker, t('SSH key'), 'key', ({ vpc, signal }) => vpc.listSshKeys(signal)),
  findable(virtualServerMaker, t('Virtual server'), 'instance', ({ vpc, signal }) => vpc.listVirtualServers({}, signal),
    async (context, { profile }) => await virtualServerMaker.price?.(context, { profile }) ?? { kind: 'none' }),
  findable(floatingIpMaker, t('Floating IP'), 'floating-ip', ({ vpc, signal }) => vpc.listFloatingIps(signal),
    async (context) => await floatingIpMaker.price?.(context, undefined) ?? { kind: 'none' }),
  findable(endpointGatewayMaker, t('Endpoint gateway'), 'endpoint-gateway', ({ vpc, signal }) => vpc.listEndpointGateways({}, signal),
    async (context, { addresses }) => await endpointGatewayMaker.price?.(context, { addresses: addresses.length }) ?? { kind: 'none' }),
  findable(vpnServerMaker, t('VPN server'), 'vpn-server', ({ vpc, signal }) => vpc.listVpnServers({}, signal),
    async (context, { subnets }) => await vpnServerMaker.price?.(context, { zones: subnets.length }) ?? { kind: 'none' }),
  ...siteVpnFindables,
  { kind: credentialKind, title: t('Service credential'), resourceType: 'resource-key', read: readCredential },
];

/** The kind that a CRN is of; undefined for one that the product does not make, or does not find again. */
export function findableOf(crn: string): Findable | undefined {
  const parsed = parseCrn(crn);
  return findables.find(({ resourceType, kind }) =>
    parsed?.resourceType === resourceType && (parsed.service === 'is' || kind === credentialKind));
}

async function readRule({ vpc, signal }: LookContext, id: string): ReturnType<Findable['read']> {
  const groups = await vpc.listSecurityGroups({}, signal);
  const there = groups.some(({ id: groupId, rules }) => rules.some((rule) => foundRule(groupId, rule, rule).id === id));
  return there ? { cost: () => Promise.resolve({ kind: 'none' }) } : undefined;
}

async function readSecretsManager(context: LookContext, crn: string): ReturnType<Findable['read']> {
  const there = await orAbsent(context.dependencies.cloud.secretsManagers.get(crn, context.signal));
  return there === undefined || isOver(there) ? undefined : {
    cost: async () => await secretsManagerMaker.price?.(context, { plan: isTrial(there) ? 'trial' : 'standard' }) ?? { kind: 'none' },
  };
}

/** What is in an instance that does not answer counts as there: nobody knows better. */
async function readHeld(context: LookContext, journalId: string): ReturnType<Findable['read']> {
  const { dependencies: { cloud: { secretsManagers } }, signal } = context;
  const { instanceCrn, id } = placeOf(journalId);
  const instance = await orAbsent(secretsManagers.get(instanceCrn, signal));
  if (instance === undefined || isOver(instance)) {
    return undefined;
  }
  const held = instance.access === 'private' ? undefined : await heldNow(context, instance);
  const isSecret = (await held?.listSecretNames(signal))?.some((secret) => secret.id === id) === true;
  const isThere = held === undefined || isSecret || (await held.listAuthorities(signal)).some(({ name }) => name === id);
  return isThere ? {
    cost: () => isSecret ? secretPrice(context, isTrial(instance) ? 'trial' : 'standard') : Promise.resolve({ kind: 'none' }),
  } : undefined;
}

async function readAuthorization({ dependencies: { cloud }, signal }: LookContext, id: string): ReturnType<Findable['read']> {
  return await orAbsent(cloud.policies.getPolicy(id, signal)) === undefined ? undefined : { cost: () => Promise.resolve({ kind: 'none' }) };
}

async function readCredential({ dependencies: { cloud }, signal }: LookContext, id: string): ReturnType<Findable['read']> {
  const keys = await orAbsent(cloud.resources.listAllKeys(signal)) ?? [];
  return keys.some((key) => key.id === id) ? { cost: () => Promise.resolve({ kind: 'none' }) } : undefined;
}
