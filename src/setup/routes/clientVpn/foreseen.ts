import { thisMachine, type ThisMachine } from '../../../machine/thisMachine';
import { tunnelOf } from '../../../machine/tunnel';
import { t } from '../../../model/l10n';
import type { NamedRange, PoolNeighbours } from '../../../model/poolNeighbours';
import { everywhere, overlaps, parseRange } from '../../../model/range';
import type { StepContext } from '../../context';
import type { Step } from '../../steps/step';
import { vpcFact } from '../../steps/vpc';
import type { ClientVpnChoices } from './choices';
import { gatewayRanges } from '../../steps/gatewaySubnets';
import { wantedRoutes } from './wantedRoutes';

/**
 * The VPN server's step with what speaks against a tunnel on this machine, in its plan: before anything that costs money is made. It hinders
 * nothing: the VPN may be for another machine, and people move.
 */
export function foreseeing(step: Step, choices: ClientVpnChoices): Step {
  return {
    ...step,
    find: async (context) => {
      const standing = await step.find(context);
      if (standing.kind !== 'missing' || isMadeUp(context)) {
        return standing;
      }
      const against = [...await ofMachine(machineOf(context)), ...await ofNetworks(context, choices), ...ofPasscodes(choices)];
      return { ...standing, detail: [...standing.detail === undefined ? [] : [standing.detail], ...against].join(' · ') };
    },
  };
}

/** What the pool of a new server must keep clear of besides the VPC: networks of this machine, what the user named, what clients are to reach. */
export async function neighboursHere(context: StepContext, choices: ClientVpnChoices): Promise<Pick<PoolNeighbours, 'ownNetworks' | 'userRanges' | 'targets'>> {
  const targets = routesOf(context, choices).map((range) => ({ range, name: t('a route of the VPN') }));
  const networks = isMadeUp(context) ? [] : await networksHere(context, choices);
  return { ownNetworks: networks, userRanges: choices.userRanges, targets };
}

async function ofMachine(machine: ThisMachine): Promise<readonly string[]> {
  const [rights, place] = await Promise.all([machine.tunnelRights(), machine.surroundings()]);
  return [
    ...place === 'own' ? [] : [place === 'wsl'
      ? t('this is WSL: the tunnel of Windows is a place of its own; connect the VPN in here, or run VS Code on Windows')
      : t('this is a container: the tunnel of its computer is a place of its own; connect the VPN in here, or run VS Code on the computer')],
    ...rights.kind === 'own' ? [] : rights.kind === 'asks' ? [rights.note] : [`${rights.why} ${rights.next}`],
  ];
}

async function ofNetworks(context: StepContext, choices: ClientVpnChoices): Promise<readonly string[]> {
  const { facts, vpc, signal } = context;
  const network = facts.get(vpcFact);
  const prefixes = network === undefined ? [] : (await vpc.listAddressPrefixes(network.id, signal)).map(({ cidr }) => cidr);
  const behind = [...new Set([...prefixes, ...routesOf(context, choices)])];
  return (await networksHere(context, choices)).flatMap(({ range, name }) => {
    const met = behind.filter((each) => isSame(each, range));
    return met.length === 0 ? [] : [
      t('your network {0} ({1}) overlaps {2}, which is behind the VPN: it is not reached from within that network', range, name, met.join(', ')),
    ];
  });
}

function ofPasscodes({ authentication }: ClientVpnChoices): readonly string[] {
  return authentication.includes('username')
    ? [t('each passcode is good for one connection: after a break, an idle time or a renegotiation a new one is asked for')] : [];
}

/** A tunnel that is still up from before is no network that one is in. */
async function networksHere(context: StepContext, { clientPool }: ClientVpnChoices): Promise<readonly NamedRange[]> {
  const machine = machineOf(context);
  const tunnel = tunnelOf(clientPool, machine.interfaces(), machine.platform);
  const { networks } = await machine.ownNetworks(context.signal);
  return networks.filter(({ name }) => name !== tunnel?.link && name !== tunnel?.address);
}

/** As far as they are known before anything is made. */
function routesOf(context: StepContext, choices: ClientVpnChoices): readonly string[] {
  return wantedRoutes(choices, gatewayRanges(context) ?? []).filter(({ action }) => action !== 'drop')
    .map(({ destination }) => destination).filter((destination) => destination !== everywhere);
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [parseRange(one), parseRange(other)];
  return first !== undefined && second !== undefined && overlaps(first, second);
}

/** There no tunnel is ever made. */
function isMadeUp({ dependencies: { environment } }: StepContext): boolean {
  return environment.madeUp === true;
}

function machineOf({ dependencies: { machine = thisMachine } }: StepContext): ThisMachine {
  return machine;
}
