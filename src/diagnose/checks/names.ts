import type { Finding } from '../../model/check';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { ServiceWords } from '../../model/service';
import type { Check, CheckContext } from './check';
import { holdings, strangersAmong } from '../gateway';
import type { MemberProbe } from '../memberProbe';
import { eachMember, fold } from './eachMember';

/** Do the members' names resolve, and to the endpoint gateway's addresses? Asked once `dependsOn` have passed. */
export function namesCheck(words: ServiceWords, dependsOn: readonly string[]): Check {
  return { id: 'names', title: t('Names of the {0}', words.members), dependsOn, run };
}

async function run(context: CheckContext, signal: AbortSignal): Promise<Finding> {
  const { probes, explain } = context;
  if (probes.length === 0) {
    return noNames(context);
  }
  const outcomes = await eachMember(probes, async (probe) => {
    const addresses = await probe.resolve(signal);
    return [`${probe.member.host} → ${addresses.join(', ')}`];
  });
  const all = [...new Set(probes.flatMap((probe) => probe.addresses))];
  const passed = t('{0} of {1} names, {2}', outcomes.length, outcomes.length, all.slice(0, 4).join(', '));
  const finding = withAddresses(fold(outcomes, { passed, some: t('names resolve') }, explain), probes);
  return finding.state === 'passed' ? againstGateways(finding, context, all) : calmly(finding, context);
}

/** The picture goes by them. */
function withAddresses(finding: Finding, probes: readonly MemberProbe[]): Finding {
  return { ...finding, members: finding.members?.map((member, at) => ({ ...member, addresses: probes[at]?.addresses })) };
}

/** A private name that does not resolve outside the VPC is as it should be. */
function calmly(finding: Finding, { vantage, isMeant, instance }: CheckContext): Finding {
  const unknownHere = finding.members?.every((member) => member.code === 'dns.nxdomain') === true;
  if (vantage.resolvesPrivateNames || !unknownHere || !isPrivate(instance)) {
    return finding;
  }
  return {
    ...finding,
    state: 'expected',
    summary: t('private names, not resolvable here (expected without a VPN)'),
    cause: t('The names are private: {0} is not inside the VPC.', vantage.name),
    remedy: isMeant ? finding.remedy : undefined,
  };
}

function isPrivate({ access, privateNames }: Instance): boolean {
  return access === 'private' || access !== 'public' && privateNames.length > 0;
}

/** Held against the gateways' own addresses where they are known. */
function againstGateways(finding: Finding, { vantage, gateways, explain }: CheckContext, resolved: readonly string[]): Finding {
  const strangers = strangersAmong(resolved, gateways);
  if (strangers.length === 0) {
    return finding;
  }
  const code = 'dns.wrong-address';
  const summary = t('the names lead to {0}, not to {1}', strangers.join(', '), gateways.map(({ name }) => name).join(t(' or ')));
  return {
    state: 'failed', code, summary, evidence: [...finding.evidence, ...gateways.map(holdings)], ...explain(code),
    // Where nobody logs in there is no server whose name server could be renewed.
    ...(vantage.access === undefined
      ? { remedy: { title: t('See what the name server and the hosts file of {0} say of these names, then check again', vantage.name) } }
      : {}),
    members: finding.members?.map((member) => ({ ...member, passed: false, code, detail: summary })),
  };
}

function noNames({ words, explain }: CheckContext): Finding {
  const code = 'dns.no-names';
  return { state: 'failed', code, summary: t('the instance names no {0}', words.member), evidence: [], ...explain(code) };
}
