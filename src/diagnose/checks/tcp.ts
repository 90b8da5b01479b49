import type { Finding } from '../../model/check';
import type { Check, CheckContext } from './check';
import { weighed } from './addresses';
import { eachMember, fold } from './eachMember';

/** Does every member's port answer? */
export const tcp: Check = {
  id: 'tcp',
  title: 'TCP connection',
  dependsOn: ['names'],
  async run(context, signal) {
    const { probes, words, explain } = context;
    const outcomes = await eachMember(probes, (probe) => probe.connect(signal));
    const ports = [...new Set(outcomes.map((outcome) => outcome.member.port))].join(', ');
    const passed = `${outcomes.length} of ${outcomes.length} ${words.members} answer on ${ports}`;
    const folded = fold(outcomes, { passed, some: `${words.members} answer` }, explain);
    const finding = weighed(folded, probes, context);
    return calmly({ ...finding, evidence: [...finding.evidence, `${words.protocol} probes do not use the HTTP proxy.`] }, context);
  },
};

/** Private addresses that one has no way to are as they should be where another vantage is meant. */
function calmly(finding: Finding, { vantage, isMeant, probes }: CheckContext): Finding {
  const noWay = finding.members?.every((member) => member.code === 'tcp.timeout' || member.code === 'tcp.unreachable') === true;
  const allPrivate = probes.every((probe) => probe.addresses.every(isPrivate));
  if (finding.state !== 'failed' || isMeant || !noWay || !allPrivate) {
    return finding;
  }
  return {
    ...finding,
    state: 'expected',
    summary: 'private addresses, no way to them from here (expected without a VPN)',
    cause: `The addresses are inside the VPC and ${vantage.name} is not.`,
    remedy: undefined,
  };
}

/** RFC 1918, and the cloud's own service network 166.8.0.0/14 (cloud.ibm.com/docs/vpc). */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|166\.(8|9|10|11)\.)/.test(address);
}
