import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Subnet } from '../../../model/landscape';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { namesOf } from '../../names';
import { authorizationStep } from '../../steps/authorization';
import { chosenStep, inVpc } from '../../steps/chosen';
import { routingTablesStep } from '../../steps/routingTables';
import { secretsManagerFact, secretsManagerStep } from '../../steps/secretsManager';
import type { Step } from '../../steps/step';
import { certificateWaySteps } from '../../steps/vpnCertificateWays';
import type { PartChoices, PartOf } from './choices';

export function secretsManagerSteps({ name, plan, resourceGroupId }: PartOf<'secrets-manager'>): readonly Step[] {
  return [secretsManagerStep({ choice: { kind: 'new', name, plan }, resourceGroupId })];
}

export function vpnCertificatesSteps({ id }: Connection<PartChoices>, choices: PartOf<'vpn-certificates'>): readonly Step[] {
  const { secretsManager, way, resourceGroupId } = choices;
  return [secretsManagerStep({ choice: { kind: 'existing', ...secretsManager }, resourceGroupId }), ...certificateWaySteps(way, namesOf(id))];
}

export function vpnAuthorizationSteps({ id }: Connection<PartChoices>, choices: PartOf<'vpn-authorization'>): readonly Step[] {
  const { secretsManager, resourceGroupId } = choices;
  return [
    usedAs('secrets-manager-with-authorization', secretsManagerStep({
      choice: { kind: 'existing', ...secretsManager }, resourceGroupId, isOnlyNamed: true,
    })),
    authorizationStep({ name: namesOf(id).of('reads-secrets'), instance: secretsManagerFact }),
  ];
}

/** The tables are found by the subnets, whichever they have when it is run. */
export function waysBackSteps({ vpc, subnets, resourceGroupId }: PartOf<'vpn-ways-back'>): readonly Step[] {
  return [
    inVpc(vpc, resourceGroupId, t('The VPN servers and what they lead to are in it.')),
    ...subnets.map((chosen, index) => chosenStep({
      id: `subnet-${index + 1}`, chosen, into: new Fact<Subnet>(`The subnet ${chosen.id}`), kind: 'subnet-with-way-back',
      why: t('What is in it answers clients of VPN servers.'),
      words: {
        title: t('Subnet {0}', visible(chosen.name)), gone: t('The subnet "{0}" is not there any more.', visible(chosen.name)),
        another: t('Choose another subnet.'),
      },
      list: (context) => context.vpc.listSubnets({ vpcId: vpc.id }, context.signal),
    })),
    routingTablesStep({
      why: t('What answers finds its way back to the clients’ own addresses by the routing tables of its subnet.'),
      subnets: () => subnets.map(({ id }) => id),
    }),
  ];
}

/** Under a kind of its own: who gives the thing up hands it over to connections that live on it, and never to what merely names it. */
export function usedAs(kind: string, step: Step): Step {
  return {
    ...step,
    find: async (context) => {
      const standing = await step.find(context);
      return standing.kind === 'exists' ? { ...standing, resource: { ...standing.resource, kind } } : standing;
    },
  };
}
