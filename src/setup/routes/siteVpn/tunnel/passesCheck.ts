import { codeOf } from '../../../../base/codes';
import { withDeadline } from '../../../../model/deadline';
import type { Finding } from '../../../../model/check';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { inRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import type { SeenSoFar, VantageCheck } from '../../../../model/vantage';
import { dnsPort } from '../../../cloudServices';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { endpointAddresses, localRangesOf, locationAddresses, type Look } from './look';

const answerMs = 4_000;

interface Target {
  readonly address: string;
  readonly port: number;
}

/** Do packets pass, there and back? Over TCP, to each address that the office needs: nothing else passes an endpoint gateway. */
export function passesCheck(look: Look): VantageCheck {
  return { id: 'vpn-passes', title: t('Packets through the tunnel'), run: (signal, seen) => run(look, seen, signal) };
}

async function run(look: Look, { members: [member] }: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  const ofEndpoint = member === undefined ? [] : endpointAddresses(look).map((address) => ({ address, port: member.port }));
  const targets: readonly Target[] = [...ofEndpoint, ...locationAddresses(look).map((address) => ({ address, port: dnsPort }))];
  const asked = await Promise.all(targets.map(async (target) => ({ target, answers: await answers(look, target, signal) })));
  const silent = asked.filter((each) => !each.answers).map(({ target }) => target);
  const heard = asked.filter((each) => each.answers).map(({ target }) => target);
  const evidence = asked.map((each) => each.answers ? t('{0} answers', inWords(each.target)) : t('{0}: no answer', inWords(each.target)));
  if (targets.length === 0) {
    return passed(t('not asked: no address is known'));
  }
  if (silent.length === 0) {
    return passed(t('{0} of {1} addresses answer', heard.length, targets.length), evidence);
  }
  if (heard.length === 0) {
    return look.isTranslated === true ? verdict('expected', 'tunnel.not-in-office', {
      summary: t('nothing answers {0}, and its own computer’s address is not known', look.tools.environment.machine), evidence,
    }) : verdict('failed', 'tunnel.nothing-passes', { summary: t('nothing comes back through the tunnel: {0}', silent.map(inWords).join(', ')), evidence });
  }
  const summary = t('{0} of {1} addresses answer, not {2}', heard.length, targets.length, visible(silent.map(inWords).join(', ')));
  return verdict('degraded', isNarrowed(localRangesOf(look), heard, silent) ? 'tunnel.narrowed' : 'tunnel.place-silent', { summary, evidence });
}

/** A whole range is silent, and another one is not. */
function isNarrowed(ranges: readonly string[], heard: readonly Target[], silent: readonly Target[]): boolean {
  const rangesOf = (targets: readonly Target[]): readonly string[] => ranges.filter((range) => targets.some(({ address }) => inRange(address, range)));
  const there = rangesOf(heard);
  return rangesOf(silent).some((range) => !there.includes(range));
}

/** Who refuses has been reached, and answered. */
async function answers({ tools: { environment: { network }, limitMs = answerMs } }: Look, { address, port }: Target, signal: AbortSignal): Promise<boolean> {
  try {
    const late = (): Error => new Error(t('no answer within {0} s', limitMs / 1000));
    (await withDeadline(limitMs, signal, (own) => network.connect(address, port, own), late)).destroy();
    return true;
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return codeOf(error) === 'ECONNREFUSED';
  }
}

function inWords({ address, port }: Target): string {
  return `${address}:${port}`;
}
