import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { SecurityGroup, Subnet } from '../../../model/landscape';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { namesOf, type Names } from '../../names';
import { authorizationStep } from '../../steps/authorization';
import { chosenGroupStep, chosenSubnetStep, inVpc } from '../../steps/chosen';
import { chosenCertificateStep } from '../../steps/chosenCertificate';
import { secretsManagerFact, secretsManagerStep } from '../../steps/secretsManager';
import { securityGroupStep } from '../../steps/securityGroup';
import type { Step } from '../../steps/step';
import { newOne, subnetStep } from '../../steps/subnet';
import { lettingInThisMachine, sharing, startAgain, type LetIn } from '../../steps/thisMachine';
import { addressesOfVpnServer, vpnServerStep } from '../../steps/vpnServer';
import { portRule, resolverRules } from '../../steps/vpnServerRules';
import type { PartChoices, PartOf } from './choices';

type Choices = PartOf<'vpn-server'>;

/** A VPN server with all that it needs and no routes: it leads nowhere until it is given some. */
export function vpnServerSteps({ id }: Connection<PartChoices>, choices: Choices): readonly Step[] {
  const { name, vpc, places, secretsManager, certificate, authority, authentication, resourceGroupId } = choices;
  const { clientPool, dnsServers, idleTimeout, tunnel, protocol, port } = choices;
  const names = namesOf(id);
  const subnets = places.map((place) => ({ place, into: new Fact<Subnet>(`The VPN server’s subnet in ${place.zone}`) }));
  const group = new Fact<SecurityGroup>('The VPN server’s group');
  return [
    inVpc(vpc, resourceGroupId, t('The VPN server stands in it, and leads its clients into it.')),
    ...subnets.map(({ place, into }) => placeStep(place, into, names, resourceGroupId)),
    guardStep(choices, names, group),
    secretsManagerStep({ choice: { kind: 'existing', ...secretsManager }, resourceGroupId }),
    ...certificateSteps(certificate, authentication.includes('certificate') ? authority : undefined),
    authorizationStep({ name: names.of('reads-secrets'), instance: secretsManagerFact }),
    vpnServerStep({
      choice: { kind: 'new', name }, why: t('You dial it with OpenVPN. It passes nothing until it is given routes.'),
      options: { clientPool, dnsServers, idleTimeout, splitTunnel: tunnel === 'split', protocol, port, resourceGroupId },
      methods: authentication, subnets: subnets.map(({ into }) => into), group,
      certificateCrn: () => certificate.crn, authorityCrn: () => (authority ?? certificate).crn,
    }),
  ];
}

/** One step where one secret serves for both: it would be looked at twice otherwise. */
function certificateSteps(certificate: Choices['certificate'], authority: Choices['authority']): readonly Step[] {
  const isShared = authority?.id === certificate.id;
  return [
    chosenCertificateStep('server-certificate', certificate, isShared ? ['server', 'authority'] : ['server']),
    ...authority === undefined || isShared ? [] : [chosenCertificateStep('client-authority', authority, ['authority'])],
  ];
}

function placeStep({ zone, subnet }: Choices['places'][number], into: Fact<Subnet>, names: Names, resourceGroupId: string): Step {
  const why = t('The VPN server stands in it, in {0}.', zone);
  return subnet.kind === 'new' ? subnetStep({ zone, name: names.of(zone), why, into, needed: newOne, resourceGroupId }) : chosenSubnetStep({
    id: `subnet-${zone}`, chosen: subnet, why, into,
    unfit: ({ availableAddresses }) => availableAddresses >= addressesOfVpnServer ? undefined
      : t('The subnet "{0}" has {1} free addresses; a VPN server takes two.', visible(subnet.name), availableAddresses),
  });
}

function guardStep({ guard, protocol, port, dnsServers, resourceGroupId }: Choices, names: Names, into: Fact<SecurityGroup>): Step {
  if (guard.kind === 'existing') {
    return chosenGroupStep(guard, into, t('Its rules say who dials the VPN server, and where it lets its clients out to.'));
  }
  const { dialledFrom, ownAddress } = guard;
  const letIn: LetIn = { range: dialledFrom, ownAddress };
  return lettingInThisMachine(securityGroupStep({
    id: 'server-group', name: names.of('server'), into, resourceGroupId,
    why: dialledFrom === undefined
      ? t('It lets the VPN server out to the resolvers of its clients; nothing else.')
      : t('It lets you dial the VPN server, and the server out to the resolvers of its clients; nothing else.'),
    rules: () => [...dialledFrom === undefined ? [] : [portRule('inbound', protocol, port, dialledFrom)], ...resolverRules(dnsServers)],
    inWords: (context) => dialledFrom === undefined ? t('allows no one in')
      : [t('allows {0} from {1}', `${protocol.toUpperCase()} ${port}`, dialledFrom), ...sharing(context, letIn)].join(' · '),
  }), letIn, startAgain);
}
