import { t } from '../../model/l10n';
import { canonicalRange, parseAddress } from '../../model/range';
import { isIdentity } from '../../onPremises/identities';
import type { OfficeChoices } from '../../setup/office/choices';
import { judgePeer, peerFrom } from '../../setup/office/peer';

/** What is wrong with the public address of an office's gateway, as it is typed; undefined for one that the cloud can dial. */
export function peerAddressProblem(text: string): string | undefined {
  const address = text.trim();
  if (parseAddress(address) === undefined && !address.includes(':')) {
    return canonicalRange(address) === undefined
      ? t('Type one IPv4 address, such as 203.0.113.7.') : t('{0} is a range. Type the one address of the gateway.', address);
  }
  return judgePeer(peerFrom(address));
}

/** The same of its name, before anybody is asked for it. */
export function peerNameProblem(text: string): string | undefined {
  const peer = peerFrom(text);
  return peer.kind === 'address' ? t('That is an address. Go back and take “an address that I type”.') : judgePeer(peer);
}

/** Whether the cloud can dial what a name stands for. */
export function resolvedProblem(name: string, addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) {
    return t('{0} does not resolve to an IPv4 address here. Correct it, or give it one first.', name);
  }
  const wrong = addresses.map(peerAddressProblem).find((problem) => problem !== undefined);
  return wrong === undefined ? undefined : t('{0} resolves to {1}. {2}', name, addresses.join(', '), wrong);
}

/** An identity as it is typed: an address, a name, or one with its type before it, such as `key_id:b2ZmaWNl`. */
export function identityFrom(text: string): OfficeChoices['identity'] | undefined {
  const typed = text.trim();
  const [, type = parseAddress(typed) === undefined ? 'fqdn' : 'ipv4_address', value = typed] = /^([a-z0-9_]+):(.*)$/.exec(typed) ?? [];
  const known = (['ipv4_address', 'fqdn', 'hostname', 'key_id'] as const).find((each) => each === type);
  return known !== undefined && isIdentity({ type: known, value }) ? { type: known, value } : undefined;
}

/** The same the other way round. */
export function identityText({ type, value }: OfficeChoices['identity']): string {
  return type === 'ipv4_address' || type === 'fqdn' ? value : `${type}:${value}`;
}

export function identityProblem(text: string): string | undefined {
  return identityFrom(text) === undefined
    ? t('Type an IPv4 address, a name such as vpn.example.com, hostname:gateway, or key_id: and base64.') : undefined;
}
