import { parseAddress } from '../model/range';
import type { IkeIdentity } from './office';
import { isDomain } from './words';

/** True where the value is of its type, and a bounded one. */
export function isIdentity({ type, value }: IkeIdentity): boolean {
  switch (type) {
    case 'ipv4_address': return parseAddress(value) !== undefined;
    case 'fqdn': return isDomain(value);
    case 'hostname': return isDomain(value) || /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(value);
    case 'key_id': return value.length <= 172 && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value) && value !== '';
  }
}

/**
 * An identity as strongSwan reads it, its type said by its form: never left for it to guess.
 * Source: https://docs.strongswan.org/docs/latest/config/identityParsing.html
 */
export function identityText({ type, value }: IkeIdentity): string {
  switch (type) {
    case 'ipv4_address': return value;
    case 'fqdn':
    case 'hostname': return `@${value}`;
    case 'key_id': return `@#${Buffer.from(value, 'base64').toString('hex')}`;
  }
}
