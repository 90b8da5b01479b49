import { t } from './l10n';
import type { ReasonWords } from './vpnServerReasons';

/**
 * All codes that the API has for why a site-to-site VPN connection, or a tunnel of one, is down (`VPNGatewayConnectionStatusReason` and
 * `VPNGatewayConnectionTunnelStatusReason` in https://cloud.ibm.com/apidocs/vpc), with what IBM's pages say of them:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health and the pages "Troubleshooting VPN gateways" beside it.
 */
const words: ReadonlyMap<string, ReasonWords> = new Map([
  ['peer_not_responding', {
    cause: t('The office\'s gateway has not dialled yet, or does not answer: its files are not in place, UDP 500 and 4500 are closed on the way, the '
      + 'connection '
      + 'has another address for it than it has, or it has no public address of its own and the connection waits for no one (establish mode).'),
    cure: t('Put the files on the office\'s gateway and start it; then let UDP 500 and 4500 pass, both ways, through its firewall and the network ACL of '
      + 'the VPN '
      + 'gateway\'s subnet.'),
  }],
  ['ike_policy_mismatch', {
    cause: t('The two sides found no proposal of the first phase that both take: encryption, integrity, Diffie-Hellman group (14 to 24 or 31) or IKE version.'),
    cure: t('Compare with the office\'s gateway: both sides need the same proposal; older strongSwan examples ask for group 2, sha1 or 3des, which are gone.'),
  }],
  ['ipsec_policy_mismatch', {
    cause: t('The two sides found no proposal of the second phase that both take: encryption, integrity, or perfect forward secrecy, which one side wants '
      + 'and the '
      + 'other has not.'),
    cure: t('Compare with the office\'s gateway: perfect forward secrecy is on there only where the IPsec policy has a group.'),
  }],
  ['cannot_authenticate_connection', {
    cause: t('The two sides do not know each other: another pre-shared key, or another IKE identity, in its value or its type.'),
    cure: t('Compare with the office\'s gateway: the fingerprint of the key first, then both identities.'),
  }],
  ['ike_v1_id_local_remote_cidr_mismatch', {
    cause: t('The ranges of the two sides differ, or their identities do: IKEv1 wants each pair of ranges exactly as the other side has it.'),
    cure: t('Compare with the office\'s gateway: copy the ranges exactly (a /32 is not the /24 that it lies in), one pair for each connection there.'),
  }],
  ['ike_v2_local_remote_cidr_mismatch', {
    cause: t('The ranges of the two sides differ: what one sends, the other does not expect.'),
    cure: t('Compare with the office\'s gateway: copy the ranges exactly, a /32 is not the /24 that it lies in.'),
  }],
  ['internal_error', {
    cause: t('IBM Cloud could not do it, and says no more than that.'),
    cure: t('Wait some minutes; if it stays, open a support case with the id of the VPN connection.'),
  }],
]);

/** Undefined for a code that is not known: the cloud's own message is all there is then. */
export function connectionReasonWords(code: string): ReasonWords | undefined {
  return words.get(code);
}
