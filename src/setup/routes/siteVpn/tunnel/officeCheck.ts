import { wordsOf } from '../../../../base/words';
import type { Finding } from '../../../../model/check';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { inRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { endpointAddresses, locationAddresses, type Look } from './look';

/** Does this machine stand in the office, and does what it sends to the cloud come from there? */
export function officeCheck(look: Look): VantageCheck {
  return { id: 'office', title: t('This machine in the office'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { connection: { choices: { office: { ranges } } }, tools: { environment, machine } } = look;
  if (environment.madeUp === true) {
    return verdict('expected', 'tunnel.made-up', { summary: t('the sandbox has no real office: a machine in one would be needed from here on') });
  }
  const inOffice = (address: string): boolean => ranges.some((range) => inRange(address, range));
  const own = Object.values(machine.interfaces()).flatMap((cards = []) => cards.filter(({ family }) => family === 'IPv4').map(({ address }) => address));
  const named = own.filter(inOffice);
  const evidence = [t('the office\'s ranges: {0}', ranges.join(', '))];
  if (named.length === 0) {
    return await elsewhere(look, evidence);
  }
  const [target] = [...endpointAddresses(look), ...locationAddresses(look)];
  const summary = t('in the office: {0}', named.join(', '));
  if (target === undefined) {
    return passed(summary, evidence);
  }
  const source = await sourceOf(look, target, signal);
  if (source.kind === 'none') {
    return verdict('failed', 'tunnel.no-way-out', { summary: t('no route leads from here to {0}: {1}', target, source.why), evidence });
  }
  return inOffice(source.address) ? passed(summary, [...evidence, t('{0} is sent to from {1}', target, source.address)])
    : verdict('failed', 'tunnel.sends-from-elsewhere', {
      summary: t('{0} is sent to from {1}, not from {2}', target, source.address, named.join(', ')), evidence,
    });
}

/** What sends from inside WSL or a container has its computer's address outside, which nobody sees from here. */
async function elsewhere(look: Look, evidence: readonly string[]): Promise<Finding> {
  const { connection: { choices: { office: { ranges } } }, tools: { environment, machine } } = look;
  const place = await machine.surroundings();
  look.isTranslated = place !== 'own';
  if (place === 'own') {
    return verdict('expected', 'tunnel.not-in-office', {
      summary: t('{0} does not stand in the office: it has no address of {1}', environment.machine, ranges.join(', ')), evidence,
    });
  }
  const where = place === 'wsl' ? t('this is WSL: its computer may stand in the office') : t('this is a container: its computer may stand in the office');
  return passed(where, evidence);
}

type Source = { readonly kind: 'address'; readonly address: string } | { readonly kind: 'none'; readonly why: string };

async function sourceOf({ tools: { machine } }: Look, target: string, signal: AbortSignal): Promise<Source> {
  try {
    return { kind: 'address', address: await machine.sourceTo(target, signal) };
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return { kind: 'none', why: visible(wordsOf(error), 80) };
  }
}
