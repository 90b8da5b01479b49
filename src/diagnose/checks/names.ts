import type { Finding } from '../../model/check';
import type { Instance } from '../../model/instance';
import type { ServiceWords } from '../../model/service';
import type { Check, CheckContext } from './check';
import { eachMember, fold } from './eachMember';

/** Do the members' names resolve, and to the endpoint gateway's addresses? Asked once `dependsOn` have passed. */
export function namesCheck(words: ServiceWords, dependsOn: readonly string[]): Check {
  return { id: 'names', title: `Names of the ${words.members}`, dependsOn, run };
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
  const passed = `${outcomes.length} of ${outcomes.length} names, ${all.slice(0, 4).join(', ')}`;
  const finding = fold(outcomes, { passed, some: 'names resolve' }, explain);
  return finding.state === 'passed' ? againstGateway(finding, context, all) : calmly(finding, context);
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
    summary: 'private names, not resolvable here (expected without a VPN)',
    cause: `The names are private: ${vantage.name} is not inside the VPC.`,
    remedy: isMeant ? finding.remedy : undefined,
  };
}

function isPrivate({ access, privateNames }: Instance): boolean {
  return access === 'private' || privateNames.length > 0;
}

/** Held against the gateway's own addresses where they are known. */
function againstGateway(finding: Finding, { gateway, explain }: CheckContext, resolved: readonly string[]): Finding {
  // A reserved IP that is not allocated yet reads 0.0.0.0: nothing can be held against it.
  const own = gateway?.addresses.filter((address) => address !== '0.0.0.0') ?? [];
  const strangers = own.length === 0 ? [] : resolved.filter((address) => !own.includes(address));
  if (gateway === undefined || strangers.length === 0) {
    return finding;
  }
  const code = 'dns.wrong-address';
  const summary = `the names lead to ${strangers.join(', ')}, not to ${gateway.name}`;
  return {
    state: 'failed', code, summary, evidence: [...finding.evidence, `${gateway.name} has ${own.join(', ')}`], ...explain(code),
    members: finding.members?.map((member) => ({ ...member, passed: false, code, detail: summary })),
  };
}

function noNames({ words, explain }: CheckContext): Finding {
  const code = 'dns.no-names';
  return { state: 'failed', code, summary: `the instance names no ${words.member}`, evidence: [], ...explain(code) };
}
