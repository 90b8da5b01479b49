import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { SecurityGroup, Subnet } from '../../../model/landscape';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { namesOf } from '../../names';
import { clientToolsSteps } from '../../steps/clientTools';
import { credentialStep, whySignIn } from '../../steps/credential';
import { endpointGatewayStep, standsWithout, whyGateway } from '../../steps/endpointGateway';
import { gatewayGroupStep } from '../../steps/gatewayGroup';
import { instanceStep, portsOf } from '../../steps/instance';
import { officeGatewaySteps } from '../../steps/officeGateway';
import { rulesStep } from '../../steps/rules';
import { serverCertificateSteps } from '../../steps/serverCertificate';
import type { Step } from '../../steps/step';
import { newOne, subnetStep } from '../../steps/subnet';
import { lettingInThisMachine, sharing, startAgain, type LetIn } from '../../steps/thisMachine';
import { vpcStep } from '../../steps/vpc';
import { chosenGroupStep, inVpc } from '../../steps/chosen';
import type { PartChoices, PartOf } from './choices';
import { customResolverSteps, forwardingRuleSteps, newDnsServicesSteps, resolverEnablingSteps } from './dnsServicesSteps';
import { keptIn } from './keptIn';
import { floatingIpSteps, keySteps, serverSteps } from './serverSteps';
import { vpnConnectionSteps, vpnGatewaySteps } from './siteVpnSteps';
import { vpnRouteSteps } from './vpnRouteSteps';
import { vpnServerSteps } from './vpnServerSteps';
import { secretsManagerSteps, vpnAuthorizationSteps, vpnCertificatesSteps, waysBackSteps } from './vpnSteps';
import { sourceGroupStep, wayOutStep } from './wayOut';

/** A gateway takes one address in each. */
const oneAddress = 1;

/** The steps of the whole way in, as many of them as the part needs. */
export function partSteps(connection: Connection<PartChoices>, service: Service): readonly Step[] {
  const { choices } = connection;
  switch (choices.part) {
    case 'vpc': return [vpcStep({
      choice: { kind: 'new', name: choices.name }, resourceGroupId: choices.resourceGroupId, why: t('A private network, for servers and endpoint gateways.'),
    })];
    case 'subnet': return subnetSteps(choices);
    case 'rule': return ruleSteps(choices);
    case 'virtual-server': return serverSteps(connection, choices);
    case 'ssh-key': return keySteps(choices);
    case 'floating-ip': return floatingIpSteps(choices);
    case 'endpoint-gateway': return gatewaySteps(connection, choices, service);
    case 'client-tools': return clientToolsSteps(choices, choices.tools);
    case 'certificate': return serverCertificateSteps(choices, choices);
    case 'office-gateway': return officeGatewaySteps(choices);
    case 'secrets-manager': return secretsManagerSteps(choices);
    case 'vpn-certificates': return vpnCertificatesSteps(connection, choices);
    case 'vpn-authorization': return vpnAuthorizationSteps(connection, choices);
    case 'vpn-server': return vpnServerSteps(connection, choices);
    case 'vpn-route': return vpnRouteSteps(choices);
    case 'vpn-ways-back': return waysBackSteps(choices);
    case 'vpn-gateway': return vpnGatewaySteps(connection, choices);
    case 'vpn-connection': return vpnConnectionSteps(connection, choices);
    case 'dns-services': return newDnsServicesSteps(choices);
    case 'custom-resolver': return customResolverSteps(choices);
    case 'resolver-enabling': return resolverEnablingSteps(choices);
    case 'forwarding-rule': return forwardingRuleSteps(choices);
    case 'credential': return [
      instanceStep(connection.instance, service),
      credentialStep({
        name: choices.name, role: connection.role,
        why: whySignIn(service.words, connection.role),
      }),
    ];
  }
}

function subnetSteps({ name, vpc, zone, resourceGroupId }: PartOf<'subnet'>): readonly Step[] {
  return [
    inVpc(vpc, resourceGroupId, t('The subnet is a part of it.')),
    subnetStep({
      zone, name, resourceGroupId, needed: newOne, into: new Fact<Subnet>('The subnet'), why: t('Addresses in {0} for servers and endpoint gateways.', zone),
    }),
  ];
}

function gatewaySteps(connection: Connection<PartChoices>, choices: PartOf<'endpoint-gateway'>, service: Service): readonly Step[] {
  const { instance } = connection;
  const { name, vpc, zones, resourceGroupId, admits } = choices;
  const names = namesOf(connection.id);
  const subnets = zones.map((zone) => ({ zone, subnet: new Fact<Subnet>(`The subnet in ${zone}`) }));
  const source = sourceFact();
  const { step: groupStep, group } = gatewayGroupStep({
    name: names.of('gateway'), resourceGroupId, from: admits?.name, source: () => admits?.id, admitsNobody: admits === undefined,
  });
  return [
    instanceStep(instance, service),
    inVpc(vpc, resourceGroupId, t('The endpoint gateway stands in it; there the names of {0} resolve to it.', visible(instance.name))),
    ...subnets.map(({ zone, subnet }) => subnetStep({
      zone, name: names.of(zone), resourceGroupId, needed: oneAddress, into: subnet, why: t('An address in {0} for the endpoint gateway.', zone),
      unneeded: (context, there) => standsWithout(context, instance.crn, there),
    })),
    ...(admits === undefined ? [groupStep] : [
      sourceGroupStep(admits, source), groupStep, wayOutStep({ from: admits, source, to: group, toName: names.of('gateway'), ports: portsOf }),
    ]),
    endpointGatewayStep({
      name, resourceGroupId, targetCrn: instance.crn, group, groupName: names.of('gateway'),
      why: whyGateway(instance.name, service.words),
      places: subnets.map(({ zone, subnet }) => ({ subnet, addressName: names.of(`endpoint-${zone}`) })),
    }),
  ];
}

function ruleSteps({ group, from, port }: PartOf<'rule'>): readonly Step[] {
  const on = new Fact<SecurityGroup>('The security group');
  const isItself = from.kind === 'security-group' && from.id === group.id;
  const source = isItself ? on : sourceFact();
  const letIn: LetIn = from.kind === 'cidr' ? { range: from.cidr, ownAddress: from.ownAddress } : { range: undefined, ownAddress: undefined };
  const who = from.kind === 'cidr' ? from.cidr : t('the members of {0}', visible(from.name));
  return [
    chosenGroupStep(group, on, t('The rule is put on it.')),
    ...(from.kind === 'cidr' || isItself ? [] : [sourceGroupStep(from, source)]),
    lettingInThisMachine(rulesStep({
      id: 'rule', on, title: t('Rule of {0}', visible(group.name)),
      why: t('It lets {0} reach what {1} guards, on TCP {2}, and nowhere else.', who, visible(group.name), port),
      rules: () => [{
        direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port,
        remote: from.kind === 'cidr' ? { kind: 'cidr', cidr: from.cidr } : { kind: 'security-group', id: from.id },
      }],
      inWords: (context) => [t('allows TCP {0} from {1}', port, who), ...sharing(context, letIn)].join(' · '),
      ...from.kind === 'cidr' ? { foreseen: (context) => {
        const guarded = context.facts.get(on);
        return guarded === undefined ? Promise.resolve(undefined) : keptIn(context, from.cidr, guarded, port);
      } } : {},
    }), letIn, startAgain),
    ...(from.kind === 'cidr' ? [] : [wayOutStep({ from, source, to: on, toName: group.name, ports: () => [port] })]),
  ];
}

function sourceFact(): Fact<SecurityGroup> {
  return new Fact<SecurityGroup>('The group that is let in');
}
