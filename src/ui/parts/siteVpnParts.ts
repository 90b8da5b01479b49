import { t } from '../../model/l10n';
import { keepKey } from '../../setup/office/key';
import { slug } from '../../setup/names';
import type { Question } from '../prompts/answers';
import { askAgreement, askDnsInstance, askForwarding, askResolver, askResolverSubnets } from './dnsQuestions';
import type { PartAnswers } from './partAnswers';
import { askName, askRegion, askVpc, type PartTools } from './questions';
import type { Part } from './shape';
import {
  askGatewayPlace, askLocalSubnets, askMode, askOfficeAlgorithms, askOfficeKey, askOfficePeer, askOfficeRanges, askVpnGateway,
} from './siteVpnQuestions';

/** The steps of a site-to-site VPN, each by itself. */
export const siteVpnParts = {
  vpnGateway: {
    title: t('Create VPN Gateway'),
    questions: (tools, { region, vpc }) => [
      ...regionOr(tools, region), ...vpc === undefined ? [askVpc(tools)] : [], askGatewayPlace(tools), askMode(tools),
      askName(tools, ({ vpc: of }) => `${slug(of?.name ?? 'my', 40)}-gateway`, async (_, { region: of = '' }, signal) =>
        (await tools.session.cloud.vpc(of).listVpnGateways({}, signal)).map(({ name }) => name),
      ({ region: of = '' }, signal) => tools.session.cloud.catalog.monthlyPrice({ kind: 'vpn-gateway' }, of, signal)),
    ],
    choices: ({ name, vpc, site: { place, mode } = {} }, { resourceGroupId }) => ({
      part: 'vpn-gateway', name, vpc, zone: place?.zone, mode, resourceGroupId,
      subnet: typeof place?.subnet === 'object' ? { kind: 'existing', ...place.subnet } : { kind: 'new' },
    }),
  },
  vpnConnection: {
    title: t('Create VPN Connection'),
    questions: (tools, { region }) => [
      ...regionOr(tools, region), askVpnGateway(tools), askOfficePeer(tools), askOfficeRanges(tools), askLocalSubnets(tools), askOfficeAlgorithms(tools),
      askOfficeKey(tools),
      askName(tools, () => 'office', async (_, { region: of = '', site }, signal) =>
        (await tools.session.cloud.vpc(of).listVpnConnections(site?.gateway?.id ?? '', signal)).map(({ name }) => name),
      ({ region: of = '' }, signal) => tools.session.cloud.catalog.monthlyPrice({ kind: 'vpn-gateway-connection' }, of, signal)),
    ],
    choices: ({ name, site: { gateway, peer, ranges, localRanges, algorithms, key } = {} }, { resourceGroupId }) => ({
      part: 'vpn-connection', name, gateway: { id: gateway?.id, name: gateway?.name }, office: { ...peer, ranges }, localRanges, ...algorithms,
      keyIsBrought: key?.kind === 'typed', resourceGroupId,
    }),
    keep: async ({ site }, connectionId, { secrets }) => {
      if (site?.key?.kind === 'typed') {
        await keepKey(secrets, connectionId, site.key.key);
      }
    },
  },
  dnsServices: {
    title: t('Create DNS Services Instance'),
    questions: (tools, { region }) => [
      ...regionOr(tools, region),
      askName(tools, () => 'my-names', async (_, __, signal) => (await tools.session.cloud.dnsServices.list(signal)).map(({ name }) => name)),
    ],
    choices: ({ name }, { resourceGroupId }) => ({ part: 'dns-services', name, resourceGroupId }),
  },
  customResolver: {
    title: t('Create Custom Resolver'),
    questions: (tools, { region, vpc }) => [
      ...regionOr(tools, region), ...vpc === undefined ? [askVpc(tools)] : [], askDnsInstance(tools), askResolverSubnets(tools),
      askName(tools, ({ vpc: of }) => `${slug(of?.name ?? 'my', 40)}-resolver`, () => [], ({ region: of = '', site }, signal) =>
        tools.session.cloud.catalog.monthlyPrice({ kind: 'resolver-locations', count: site?.subnets?.length ?? 1 }, of, signal)),
    ],
    choices: ({ name, vpc, site: { instance, subnets } = {} }) => ({ part: 'custom-resolver', name, vpc, instance, subnets }),
  },
  resolverEnabling: {
    title: t('Enable Custom Resolver'),
    questions: (tools, { region }) => [...regionOr(tools, region), askResolver(tools, true), askAgreement(tools)],
    choices: ({ site: { resolver } = {} }) => ({
      part: 'resolver-enabling', name: resolver?.resolver.name, instance: resolver?.instance, resolver: resolver?.resolver,
    }),
  },
  forwardingRule: {
    title: t('Add Forwarding Rule'),
    questions: (tools, { region }) => [...regionOr(tools, region), askResolver(tools, false), askForwarding(tools)],
    choices: ({ site: { resolver, forwarding } = {} }) => ({
      part: 'forwarding-rule', name: resolver?.resolver.name, instance: resolver?.instance, resolver: resolver?.resolver,
      match: forwarding?.match, forwardTo: forwarding?.forwardTo,
    }),
  },
} satisfies Readonly<Record<string, Part>>;

function regionOr(tools: PartTools, region: string | undefined): readonly Question<PartAnswers>[] {
  return region === undefined ? [askRegion(tools)] : [];
}
