import { t } from '../../../../model/l10n';
import { closedToInternet, inRange } from '../../../../model/range';
import { sshPort } from '../../../../model/serverLogin';
import type { Service } from '../../../../model/service';
import type { StepContext } from '../../../context';
import type { Names } from '../../../names';
import { gatewayGroupStep as sharedGatewayGroup } from '../../../steps/gatewayGroup';
import { portsInWords, portsOf } from '../../../steps/instance';
import { rulesStep } from '../../../steps/rules';
import { securityGroupStep } from '../../../steps/securityGroup';
import { serverRules } from '../../../steps/serverRules';
import { sameAddress, sharing, withoutIpv4, type LetIn } from '../../../steps/thisMachine';
import type { Step } from '../../../steps/step';
import type { VsiChoices } from '../choices';
import { gatewayGroupFact, serverGroupFact } from '../facts';
import { portOf } from '../login';
import { findOpenWay, openWayFact } from '../openWay';
import { formerRules, serverToGatewayRules } from '../rules';

/** What may reach the server, and what the server may reach. */
export function serverGroupStep(choices: VsiChoices, names: Names): Step {
  const { sshFrom, ownAddress, resourceGroupId } = choices;
  const letIn: LetIn = { range: sshFrom, ownAddress };
  const step = securityGroupStep({
    id: 'server-group',
    name: names.of('server'),
    why: sshFrom === undefined
      ? t('It lets the server out to the resolvers and the endpoint gateway; nothing else.')
      : t('It lets you into the server over SSH, and the server out to the resolvers and the endpoint gateway; nothing else.'),
    into: serverGroupFact,
    rules: () => serverRules(sshFrom, portOf(choices)),
    former: formerRules(choices),
    inWords: (context) => [whoMaySsh(choices), ...sharing(context, letIn)].join(' · '),
    resourceGroupId,
    unneeded: async (context) => {
      const way = await findOpenWay(context, choices, names);
      context.facts.set(openWayFact, way);
      return way.toServer ? t('rules that are there let you in, and the server out') : undefined;
    },
  });
  return {
    ...step,
    find: async (context) => (choices.address.kind === 'floating-ip' ? withoutIpv4(context) : undefined) ?? await step.find(context),
    create: async (context) => {
      await sameAddress(context, letIn, t('Let This Machine In plans with the address of now; as long as nothing was made, Change… does so too.'));
      await step.create(context);
    },
  };
}

function whoMaySsh(choices: VsiChoices): string {
  const { sshFrom } = choices;
  if (sshFrom === undefined) {
    return t('allows no one in');
  }
  const port = portOf(choices);
  const allowed = port === sshPort ? t('allows SSH from {0}', sshFrom) : t('allows SSH on port {0} from {1}', port, sshFrom);
  const doubt = doubtOf(sshFrom, choices.ownAddress);
  return doubt === undefined ? allowed : `${allowed} · ${doubt}`;
}

/** A range that leaves this machine out is said before minutes are spent on waiting for an answer that cannot come. */
function doubtOf(sshFrom: string, ownAddress: string | undefined): string | undefined {
  if (closedToInternet(sshFrom)) {
    return t('nobody comes from there over the internet: behind a VPN or a carrier’s NAT, the server sees another address');
  }
  if (ownAddress === undefined) {
    return sshFrom.endsWith('/0') ? undefined : t('it must hold this machine’s own address');
  }
  return inRange(ownAddress, sshFrom) ? undefined : t('it leaves out this machine ({0}): the checks from here cannot sign in', ownAddress);
}

/** What may reach the endpoint gateway: the members of the server's group, on the service's ports. */
export function gatewayGroupStep({ resourceGroupId }: VsiChoices, names: Names): Step {
  return sharedGatewayGroup({
    name: names.of('gateway'), from: names.of('server'), resourceGroupId, into: gatewayGroupFact,
    source: ({ facts }) => facts.get(serverGroupFact)?.id,
    unneeded: (context) => Promise.resolve(openToGateway(context)),
  }).step;
}

/** The way out of the server's group. A step of its own, since the two groups name each other: one must be there first. */
export function serverToGatewayStep(names: Names, { words }: Service): Step {
  return rulesStep({
    id: 'server-to-gateway',
    title: t('Rule from {0} to {1}', names.of('server'), names.of('gateway')),
    why: t('It lets the server out to the endpoint gateway on {0}, and nowhere else.', words.port),
    on: serverGroupFact,
    rules: (context) => {
      const [gatewayGroup, ports] = [context.facts.get(gatewayGroupFact), portsOf(context)];
      return gatewayGroup === undefined || ports === undefined ? undefined : serverToGatewayRules(gatewayGroup.id, ports);
    },
    inWords: (context) => t('allows {0}', portsInWords(context)),
    unneeded: openToGateway,
  });
}

function openToGateway({ facts }: StepContext): string | undefined {
  return facts.get(openWayFact)?.toGateway === true ? t('rules that are there let the server through') : undefined;
}
