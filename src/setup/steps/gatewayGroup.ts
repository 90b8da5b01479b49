import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { SecurityGroup } from '../../model/landscape';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { portsInWords, portsOf } from './instance';
import { securityGroupStep } from './securityGroup';
import type { Step } from './step';

export interface GatewayGroupStep {
  readonly name: string;
  readonly resourceGroupId: string;
  /** The name of the group whose members are admitted. */
  readonly from: string | undefined;
  /** Its id; undefined until it is known. */
  readonly source: (context: StepContext) => string | undefined;
  /** It is made closed: rules come later. */
  readonly admitsNobody?: boolean;
  /** Where it is left for the steps behind; a slot of its own where it is left out. */
  readonly into?: Fact<SecurityGroup>;
  readonly unneeded?: (context: StepContext) => Promise<string | undefined>;
}

/** What may reach the endpoint gateway: the members of one group, on the service's ports. */
export function gatewayGroupStep(parts: GatewayGroupStep): { readonly step: Step; readonly group: Fact<SecurityGroup> } {
  const { name, resourceGroupId, from, source, admitsNobody = false, into = new Fact<SecurityGroup>('The gateway’s group'), unneeded } = parts;
  const step = securityGroupStep({
    id: 'gateway-group',
    name, resourceGroupId, into,
    why: admitsNobody
      ? t('It keeps the endpoint gateway closed until a rule lets somebody in.')
      : t('Without it the endpoint gateway takes nothing from its clients, and looks as if it were dead.'),
    rules: (context) => admitsNobody ? [] : admitting(source(context), portsOf(context)),
    inWords: (context) => admitsNobody ? t('admits nobody yet') : t('allows {0} from {1}', portsInWords(context), from ?? ''),
    ...(unneeded === undefined ? {} : { unneeded }),
  });
  return { step, group: into };
}

function admitting(sourceId: string | undefined, ports: readonly number[] | undefined): readonly NewSecurityGroupRule[] | undefined {
  return sourceId === undefined || ports === undefined ? undefined : gatewayRules(sourceId, ports);
}

/** The one that everybody forgets: without it the gateway looks dead to the server. */
export function gatewayRules(sourceGroupId: string, ports: readonly number[]): readonly NewSecurityGroupRule[] {
  return ports.map((port) => ({
    direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: sourceGroupId },
  }));
}
