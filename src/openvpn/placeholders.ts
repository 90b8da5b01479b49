import type { ProfilePart } from './profileText';

/**
 * True for the line that the cloud leaves where a certificate or a key is to come: `#cert client_public_key.crt`,
 * `#key client_private_key.key`. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-setting-up-vpn-client
 */
export function isPlaceholder(part: ProfilePart, name: 'cert' | 'key'): boolean {
  return part.kind === 'unread' && new RegExp(`^\\s*[#;]\\s*${name}\\s+\\S+\\s*$`).test(part.raw);
}
