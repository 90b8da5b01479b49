import { t } from '../../../model/l10n';
import type { Connection } from '../../../model/connection';
import type { FloatingIp, SecurityGroup, SshKey, Subnet, VirtualServer } from '../../../model/landscape';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { sshKeyKind } from '../../makers/sshKey';
import { namesOf, type Names } from '../../names';
import { floatingIpStep } from '../../steps/floatingIp';
import { newServerStep } from '../../steps/newServer';
import { securityGroupStep } from '../../steps/securityGroup';
import { serverRules } from '../../steps/serverRules';
import { sshKeyStep } from '../../steps/sshKey';
import type { Step } from '../../steps/step';
import { newOne, subnetStep } from '../../steps/subnet';
import { lettingInThisMachine, sharing, startAgain, withoutIpv4, type LetIn } from '../../steps/thisMachine';
import { chosenGroupStep, chosenStep, chosenSubnetStep, inVpc } from '../../steps/chosen';
import type { PartChoices, PartOf } from './choices';

/** A server with all that it needs, and no address outside its VPC. */
export function serverSteps({ id }: Connection<PartChoices>, choices: PartOf<'virtual-server'>): readonly Step[] {
  const { name, vpc, zone, profile, imageId, imageName, resourceGroupId } = choices;
  const names = namesOf(id);
  const subnet = new Fact<Subnet>('The subnet');
  const group = new Fact<SecurityGroup>('The security group');
  const key = new Fact<SshKey>('The SSH key');
  return [
    inVpc(vpc, resourceGroupId, t('The server stands in it.')),
    placeStep(choices, names, subnet),
    guardStep(choices, names, group),
    logInStep(choices, names, key),
    newServerStep({
      server: { name, zone, profile, imageId, imageName }, why: t('A machine of your own inside the VPC.'), subnets: [{ zone, subnet }], group, key,
      into: new Fact<VirtualServer>('The server'), resourceGroupId,
    }),
  ];
}

function placeStep({ subnet, zone, resourceGroupId }: PartOf<'virtual-server'>, names: Names, into: Fact<Subnet>): Step {
  const why = t('The server has its address in it, in {0}.', zone);
  return subnet.kind === 'new'
    ? subnetStep({ zone, name: names.of(zone), why, into, needed: newOne, resourceGroupId })
    : chosenSubnetStep({
      id: 'subnet', chosen: subnet, why, into,
      unfit: (there) => there.availableAddresses > 0 ? undefined : t('The subnet "{0}" has no free address.', visible(subnet.name)),
    });
}

function guardStep({ guard, resourceGroupId }: PartOf<'virtual-server'>, names: Names, into: Fact<SecurityGroup>): Step {
  if (guard.kind === 'existing') {
    return chosenGroupStep(guard, into, t('Its rules say who reaches the server, and what the server reaches.'));
  }
  const { sshFrom, ownAddress } = guard;
  const letIn: LetIn = { range: sshFrom, ownAddress };
  return lettingInThisMachine(securityGroupStep({
    id: 'server-group', name: names.of('server'), into, resourceGroupId,
    why: sshFrom === undefined
      ? t('It lets the server out to the resolvers; nothing else.')
      : t('It lets you into the server over SSH, and the server out to the resolvers; nothing else.'),
    rules: () => serverRules(sshFrom),
    inWords: (context) => sshFrom === undefined ? t('allows no one in') : [t('allows SSH from {0}', sshFrom), ...sharing(context, letIn)].join(' · '),
  }), letIn, startAgain);
}

function logInStep({ key, resourceGroupId }: PartOf<'virtual-server'>, names: Names, into: Fact<SshKey>): Step {
  return key.kind === 'new' ? sshKeyStep({ name: names.of('key'), key, resourceGroupId, into }) : chosenStep({
    id: 'ssh-key', chosen: key, why: t('It logs you in to the server.'), kind: sshKeyKind, into,
    words: {
      title: t('SSH key {0}', visible(key.name)), gone: t('The SSH key "{0}" is not there any more.', visible(key.name)),
      another: t('Choose another SSH key.'),
    },
    list: ({ vpc, signal }) => vpc.listSshKeys(signal),
  });
}

export function keySteps({ name, key, resourceGroupId }: PartOf<'ssh-key'>): readonly Step[] {
  const why = key.kind === 'new'
    ? t('It opens the servers that are made with it. Its private half is made here and never leaves this machine.')
    : t('It opens the servers that are made with it. Its file is only read.');
  return [sshKeyStep({ name, isTyped: true, key, resourceGroupId, why, into: new Fact('The SSH key') })];
}

/**
 * For a server that is there; one that has an address keeps that. The server is used under a kind of its own: who gives it up hands it over to
 * connections through it, and never to an address alone.
 */
export function floatingIpSteps({ name, server: chosen, resourceGroupId }: PartOf<'floating-ip'>): readonly Step[] {
  const server = new Fact<VirtualServer>('The server');
  return [
    chosenStep({
      id: 'server', chosen, why: t('The address is bound to it.'), kind: 'server-with-address', into: server,
      words: {
        title: t('Virtual server {0}', visible(chosen.name)), gone: t('The virtual server "{0}" is not there any more.', visible(chosen.name)),
        another: t('Choose another virtual server.'),
      },
      list: ({ vpc, signal }) => vpc.listVirtualServers({}, signal),
      unfit: ({ primaryInterface }) => primaryInterface === undefined
        ? t('The virtual server "{0}" has no network that an address could be bound to.', visible(chosen.name)) : undefined,
    }),
    notFromHere(floatingIpStep({
      name, isTyped: true, serverName: visible(chosen.name), server, resourceGroupId, into: new Fact<FloatingIp>('The floating IP'),
    })),
  ];
}

/** Others may get to it all the same: that this machine does not is said, and is no reason not to make it. */
function notFromHere(step: Step): Step {
  return {
    ...step,
    find: async (context) => {
      const standing = await step.find(context);
      const words = t('this machine has addresses of IPv6 alone and does not get there');
      return standing.kind !== 'missing' || withoutIpv4(context) === undefined ? standing
        : { ...standing, detail: [standing.detail, words].filter((part) => part !== undefined).join(' · ') };
    },
  };
}
