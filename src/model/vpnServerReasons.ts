import { t } from './l10n';
import type { StateReason } from './resource';

/** Why a VPN server, or a route of one, is not well, and what mends it. */
export interface ReasonWords {
  readonly cause: string;
  readonly cure: string;
}

/**
 * All codes that the API has for health and life of VPN servers and their routes (`VPNServerHealthReason` and its like in
 * https://cloud.ibm.com/apidocs/vpc), with what IBM's troubleshooting pages say of them: https://cloud.ibm.com/docs/vpc, "Troubleshooting client VPN".
 */
const words: ReadonlyMap<string, ReasonWords> = new Map([
  ['cannot_access_server_certificate', {
    cause: t('The VPN server cannot read its own certificate in Secrets Manager: the secret was deleted or has expired, '
      + 'the authorization of VPN servers for Secrets Manager was removed, or the Secrets Manager instance is gone, as a Trial is when it ends.'),
    cure: t('Give the secret back, authorize VPN servers for Secrets Manager again, or give the server a certificate that is there and valid.'),
  }],
  ['cannot_access_client_certificate', {
    cause: t('The VPN server cannot read the certificate of the clients\' authority in Secrets Manager: the secret was deleted or has expired, '
      + 'the authorization of VPN servers for Secrets Manager was removed, or the Secrets Manager instance is gone, as a Trial is when it ends.'),
    cure: t('Give the secret back, authorize VPN servers for Secrets Manager again, or name an authority that is there and valid.'),
  }],
  ['cannot_create_vpc_route', {
    cause: t('The VPC has a route already that leads inside the range of the client addresses, so that answers would not find the way back.'),
    cure: t('Remove that route from the VPC\'s routing tables, or give the VPN server another client address pool.'),
  }],
  ['cannot_reserve_ip_address', {
    cause: t('A subnet of the VPN server has no free address left for it.'),
    cure: t('Free some addresses of the subnet, or give the VPN server another one.'),
  }],
  // Of a creation or a change, not of health.
  ['vpn_server_certificate_not_found', {
    cause: t('No policy authorizes VPN servers to read the secrets of this Secrets Manager instance, or not yet, so that to a VPN server the '
      + 'certificate is not there; or there is none of this CRN.'),
    cure: t('Authorize VPN servers (VPC Infrastructure Services) as SecretsReader of the Secrets Manager instance, wait half a minute, and check the CRN.'),
  }],
  ['internal_error', {
    cause: t('IBM Cloud could not do it, and says no more than that.'),
    cure: t('Wait some minutes; if it stays, open a support case with the id of the VPN server.'),
  }],
  ['resource_suspended_by_provider', {
    cause: t('IBM has suspended it, as it does with an account that is suspended.'),
    cure: t('Open a support case with IBM.'),
  }],
]);

/** Undefined for a code that is not known: the cloud's own message is all there is then. */
export function reasonWords(code: string): ReasonWords | undefined {
  return words.get(code);
}

/** What is to be read of a reason: the cloud's own words, then what it means and what to do. */
export function reasonLines(reason: StateReason): readonly string[] {
  return linesOf(reason, reasonWords);
}

/** The same by the words for another kind of thing. */
export function linesOf({ code, message }: StateReason, wordsOf: (code: string) => ReasonWords | undefined): readonly string[] {
  const known = wordsOf(code);
  return known === undefined ? [message] : [message, known.cause, known.cure];
}
