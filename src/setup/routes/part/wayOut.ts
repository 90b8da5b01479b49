import { t } from '../../../model/l10n';
import type { SecurityGroup, SecurityGroupRule } from '../../../model/landscape';
import { everywhere } from '../../../model/range';
import { visible } from '../../../model/text';
import { portMatches, protocolMatches } from '../../../reach/rules';
import type { StepContext } from '../../context';
import type { Fact } from '../../facts';
import { rulesStep } from '../../steps/rules';
import type { Step } from '../../steps/step';
import { chosenGroupStep, type ChosenStep } from '../../steps/chosen';

export interface WayOut {
  /** Whose members are let in elsewhere, and where an earlier step left that group. */
  readonly from: { readonly name: string };
  readonly source: Fact<SecurityGroup>;
  /** The group that lets them in, which an earlier step left. */
  readonly to: Fact<SecurityGroup>;
  readonly toName: string;
  /** TCP; undefined until they are known. */
  readonly ports: (context: StepContext) => readonly number[] | undefined;
}

/** Before the rules that name it: an undo takes those first, and the group, where it was left to this part, after them. */
export function sourceGroupStep(from: ChosenStep<SecurityGroup>['chosen'], into: Fact<SecurityGroup>): Step {
  return chosenGroupStep(from, into, t('Its members are let in.'), 'source-group');
}

/** Being let in is half of a way: the members' own group must let them out to it too, and one that was made for a server does not. */
export function wayOutStep({ from, source, to, toName, ports }: WayOut): Step {
  const target = visible(toName, 63);
  return rulesStep({
    id: 'way-out', on: source, title: t('Rule from {0} to {1}', visible(from.name), target),
    why: t('It lets the members of {0} out to what {1} guards, and nowhere else.', visible(from.name), target),
    rules: (context) => {
      const group = context.facts.get(to);
      return group === undefined ? undefined : ports(context)?.map((port) => ({
        direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: group.id },
      }));
    },
    inWords: (context) => t('allows TCP {0} to {1}', ports(context)?.join(', ') ?? '', target),
    unneeded: (context) => letsAllOut(context.facts.get(source), ports(context)) ? t('rules that are there let them out') : undefined,
  });
}

/** Wherever it is: a rule for fewer addresses may leave out what the group will guard one day. */
function letsAllOut(group: SecurityGroup | undefined, ports: readonly number[] | undefined): boolean {
  return group !== undefined && ports?.every((port) => group.rules.some((rule) => letsOut(rule, port))) === true;
}

function letsOut({ direction, protocol, portMin, portMax, remote, local }: SecurityGroupRule, port: number): boolean {
  return direction === 'outbound' && protocolMatches(protocol, 'tcp') && portMatches(portMin, portMax, port) && isEverywhere(remote) && isEverywhere(local);
}

export function isEverywhere(remote: SecurityGroupRule['remote']): boolean {
  return remote.kind === 'cidr' && remote.cidr === everywhere;
}
