import { Failure } from '../../model/failure';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { holdings, strangersAmong } from '../gateway';
import type { MemberProbe } from '../memberProbe';
import type { CheckContext } from './check';

/**
 * A member that the instance named itself and that leads past the private way: to an address that is none of the gateways', or under a
 * name that the cloud does not know where no gateway is known. Rejects with `member.elsewhere`.
 */
export function refuseElsewhere({ member: { host }, addresses }: Pick<MemberProbe, 'member' | 'addresses'>, { gateways, instance, words }: CheckContext): void {
  const strangers = strangersAmong(addresses, gateways);
  const known = gateways.length > 0 ? strangers.length === 0 : isConfigured(host, instance);
  if (known) {
    return;
  }
  const where = strangers.length > 0 ? strangers : addresses;
  throw new Failure({
    code: 'member.elsewhere',
    what: t('{0} sends its clients on to {1} at {2}', visible(instance.name, 100), visible(host, 255), where.join(', ')),
    why: gateways.length > 0
      ? `${gateways.map(holdings).join('; ')}: ${notTheirs(gateways.length, where.length)}`
      : t('The cloud names no such {0} for this instance', words.member),
    next: t('Use the {0} of the private endpoint, then check again.', words.members),
  });
}

/** By its own name, by a name of the private endpoint, or as a neighbour of one of these: a cluster may have more members than are named. */
function isConfigured(host: string, { members, privateNames }: Instance): boolean {
  const domain = (name: string): string => name.slice(name.indexOf('.') + 1).toLowerCase();
  return [...members.map((member) => member.host), ...privateNames].some((name) => domain(name) === domain(host));
}

function notTheirs(gateways: number, addresses: number): string {
  if (addresses === 1) {
    return gateways === 1 ? t('this address is not its') : t('this address is not theirs');
  }
  return gateways === 1 ? t('these addresses are not its') : t('these addresses are not theirs');
}
