import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { ForwarderKind } from '../../onPremises/forwarders';
import type { StepContext } from '../context';
import { hostOf, officeGateway, onGateway, type OfficeGateway } from '../office/gateway/host';
import { survey, surveyed } from '../office/gateway/survey';
import { forwarderFile, wantedFiles, type OfficePart, type WantedFile } from '../office/gateway/wanted';
import { blocked, exists, type Standing } from '../standing';
import { officeFileStep } from './officeFile';
import { officeLoadedStep } from './officeLoaded';
import { atOnce, free, type Step } from './step';

/** No kind that is removed: the gateway stays whoever's it is. */
const kind = 'office-gateway-in-use';

/** What an office's gateway needs for a site-to-site VPN, put on it over SSH: the gateway itself, then each part's files, and that they are read. */
export function officeGatewaySteps(gateway: OfficeGateway): readonly Step[] {
  const files = wantedFiles(gateway.description);
  const parts = (['firewall', 'interfaces', 'strongswan'] as const).filter((part) => files.some((file) => file.part === part));
  return [
    gatewayStep(gateway),
    ...parts.flatMap((part) => partSteps(gateway, part, files.filter((file) => file.part === part))),
    ...gateway.description.dns.domains.length === 0 ? [] : forwarderSteps(gateway),
  ];
}

function gatewayStep(gateway: OfficeGateway): Step {
  const name = visible(gateway.name, 80);
  return {
    id: 'gateway', title: t('Gateway {0}', name), why: t('The on-premises files of {0} are put on it over SSH.', visible(gateway.description.name, 80)),
    knows: (facts) => facts.set(officeGateway, gateway),
    find: (context) => find(context, gateway),
    create: () => Promise.reject(new TypeError('A gateway that was chosen is never made.')),
    ready: atOnce,
    price: free,
  };
}

/** A host that cannot be signed in to is told in the plan, beside what else stands there. */
async function find(context: StepContext, gateway: OfficeGateway): Promise<Standing> {
  try {
    const found = await onGateway(context, (root) => survey(context, root, gateway));
    if ('kind' in found) {
      return found;
    }
    context.facts.set(surveyed, found);
    const forwardsNothing = t('does not forward packets yet: run "sysctl -w net.ipv4.ip_forward=1" there');
    const said = [t('signed in as {0}', gateway.loginUser), ...found.isRouter ? [] : [forwardsNothing]];
    return exists({ kind, id: hostOf(gateway), name: gateway.name }, said.join(' · '));
  } catch (error) {
    if (context.signal.aborted || !(error instanceof Failure)) {
      throw error;
    }
    return blocked(`${error.what}: ${error.why}`, error.next);
  }
}

function partSteps(gateway: OfficeGateway, part: OfficePart, files: readonly WantedFile[]): readonly Step[] {
  const leftOut = (context: StepContext): string | undefined => part === 'firewall' && context.facts.get(surveyed)?.hasNft === false
    ? t('it has no nftables: let UDP 500 and 4500 in, and bound TCP segments to 1360 bytes, in its own firewall') : undefined;
  return [
    ...files.map(({ path, mode }, at) => officeFileStep({
      id: files.length === 1 ? part : `${part}-${at + 1}`, gateway, part, mode, title: t('File {0}', path), path: () => path, leftOut,
    })),
    officeLoadedStep({ gateway, part, paths: () => files.map(({ path }) => path), leftOut }),
  ];
}

function forwarderSteps(gateway: OfficeGateway): readonly Step[] {
  const path = ({ facts }: StepContext): string | undefined => {
    const { forwarder } = facts.get(surveyed) ?? {};
    return forwarder === undefined || forwarder.kind === 'none' ? undefined : pathFor(gateway, forwarder.kind);
  };
  const leftOut = ({ facts }: StepContext): string | undefined => {
    const { forwarder } = facts.get(surveyed) ?? {};
    return forwarder?.kind === 'none' ? forwarder.why : undefined;
  };
  return [
    officeFileStep({ id: 'forwarder', gateway, part: 'forwarder', mode: 0o644, title: t('Forwarding of the instance\'s names'), path, leftOut }),
    officeLoadedStep({ gateway, part: 'forwarder', paths: (context) => [path(context) ?? ''], leftOut }),
  ];
}

function pathFor({ description }: OfficeGateway, server: ForwarderKind): string | undefined {
  return forwarderFile(description, server)?.path;
}

