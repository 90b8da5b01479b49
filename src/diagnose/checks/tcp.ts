import type { Finding } from '../../model/check';
import { t } from '../../model/l10n';
import type { Check, CheckContext } from './check';
import { weighed } from './addresses';
import { eachMember, fold } from './eachMember';

/** Does every member's port answer? */
export const tcp: Check = {
  id: 'tcp',
  title: t('TCP connection'),
  dependsOn: ['names'],
  async run(context, signal) {
    const { probes, words, explain } = context;
    const outcomes = await eachMember(probes, (probe) => probe.connect(signal));
    const ports = [...new Set(outcomes.map((outcome) => outcome.member.port))].join(', ');
    const passed = t('{0} of {1} {2} answer on {3}', outcomes.length, outcomes.length, words.members, ports);
    const folded = fold(outcomes, { passed, some: t('{0} answer', words.members) }, explain);
    const finding = weighed(folded, probes, context);
    return calmly({ ...finding, evidence: [...finding.evidence, t('{0} probes do not use the HTTP proxy.', words.protocol)] }, context);
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
    summary: t('private addresses, no way to them from here (expected without a VPN)'),
    cause: t('The addresses are inside the VPC and {0} is not.', vantage.name),
    remedy: undefined,
  };
}

/** RFC 1918, and the cloud's own service network 166.8.0.0/14 (cloud.ibm.com/docs/vpc). */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|166\.(8|9|10|11)\.)/.test(address);
}
