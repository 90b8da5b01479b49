import { t } from '../../../model/l10n';
import type { StepContext } from '../../context';
import { judgeOfficeRanges } from '../../office/ranges';
import { blocked, missing, type Standing } from '../../standing';
import { atOnce, free, type Step } from '../../steps/step';
import { vpcFact } from '../../steps/vpc';
import type { SiteVpnChoices } from './choices';

/** Before anything is made of it: what the office has may be nothing that the VPC knows by the same addresses. */
export function officeRangesStep({ office, places }: SiteVpnChoices): Step {
  const name = office.ranges.join(', ');
  return {
    id: 'office-ranges',
    title: t('Networks of the office'),
    why: t('Answers find back to the office only where nothing else of the VPC has its addresses.'),
    isCheck: true,
    find: async (context): Promise<Standing> => {
      if (context.facts.get(vpcFact) === undefined) {
        return missing(t('{0}, held against the VPC’s own addresses once it is there', name));
      }
      const problem = judgeOfficeRanges(office.ranges, await neighboursOf(context, places));
      return problem === undefined ? { kind: 'exists', resource: { kind: 'office', id: name, name } }
        : blocked(problem, t('Choose other ranges of the office, or another VPC.'));
    },
    create: () => Promise.reject(new TypeError('The networks of an office are never made here.')),
    ready: atOnce,
    price: free,
  };
}

/** The office's own connections may lead there: those that are used, and those that an earlier run made, whatever became of its answers. */
async function neighboursOf(context: StepContext, places: SiteVpnChoices['places']) {
  const { facts, vpc, signal } = context;
  const isOwn = (id: string, name: string) => places.some(({ connection }) => connection.kind === 'existing' ? connection.id === id : connection.name === name);
  const network = facts.need(vpcFact);
  const [prefixes, gateways, servers] = await Promise.all([
    vpc.listAddressPrefixes(network.id, signal), vpc.listVpnGateways({ vpcId: network.id }, signal), vpc.listVpnServers({ vpcId: network.id }, signal),
  ]);
  const connections = await Promise.all(gateways.map(async ({ id }) => (await vpc.listVpnConnections(id, signal)).map((each) => ({ gatewayId: id, each }))));
  const others = connections.flat().filter(({ gatewayId, each }) => (
    !isOwn(each.id, each.name) && context.originOf(`${gatewayId}/${each.id}`) === undefined
  ));
  return {
    vpcPrefixes: prefixes.map(({ cidr }) => ({ range: cidr, name: network.name })),
    peerRanges: others.flatMap(({ each: { peerRanges, name } }) => peerRanges.map((range) => ({ range, name }))),
    clientPools: servers.map(({ clientPool, name }) => ({ range: clientPool, name })),
  };
}
