import { t } from './l10n';
import type { StateReason } from './resource';
import type { ReasonWords } from './vpnServerReasons';

/** Why a connection of a VPN gateway is down. */
interface ConnectionReason extends ReasonWords {
  /** For a row: a few words. */
  readonly brief: string;
}

/**
 * All codes that the API has for connections and their tunnels (`VPNGatewayConnectionStatusReason` in https://cloud.ibm.com/apidocs/vpc), with what
 * https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health and IBM's troubleshooting pages beside it say of them.
 */
const words: ReadonlyMap<string, ConnectionReason> = new Map([
  ['peer_not_responding', {
    brief: t('no answer from the office'),
    cause: t('The office\'s gateway has not dialled yet or does not answer: it is off, its address is another one, '
      + 'a firewall or network ACL between them stops UDP 500 and 4500, or it has no public address of its own and has to start itself.'),
    cure: t('Put the files on the office\'s gateway and start it; let UDP 500 and 4500 through in both directions.'),
  }],
  ['cannot_authenticate_connection', {
    brief: t('key or identity differs'),
    cause: t('The two sides have different pre-shared keys, or take each other for somebody else: the IKE identities differ in value or type.'),
    cure: t('Give both sides the same key and the same identities, of the same types.'),
  }],
  ['ike_policy_mismatch', {
    brief: t('IKE proposals differ'),
    cause: t('The office\'s gateway proposes no IKE version, encryption, hash and Diffie-Hellman group that the connection takes.'),
    cure: t('Give both sides the same IKE proposal.'),
  }],
  ['ipsec_policy_mismatch', {
    brief: t('IPsec proposals differ'),
    cause: t('The office\'s gateway proposes no ESP encryption, hash and PFS that the connection takes.'),
    cure: t('Give both sides the same ESP proposal; have PFS on both sides or on none.'),
  }],
  ['ike_v1_id_local_remote_cidr_mismatch', {
    brief: t('identity or ranges differ'),
    cause: t('The ranges of the two sides differ, or with IKEv1 an identity does.'),
    cure: t('Give both sides exactly the same ranges, each other\'s the other way round; use IKEv2.'),
  }],
  ['ike_v2_local_remote_cidr_mismatch', {
    brief: t('ranges differ'),
    cause: t('The ranges of the two sides differ; to the cloud a /32 and the /24 around it are two.'),
    cure: t('Give both sides exactly the same ranges, each other\'s the other way round.'),
  }],
  ['internal_error', {
    brief: t('error of the cloud'),
    cause: t('IBM Cloud could not do it, and says no more than that.'),
    cure: t('Wait some minutes; if it stays, open a support case with the id of the VPN gateway.'),
  }],
]);

/** Undefined for a code that is not known: the cloud's own message is all there is then. */
export function connectionReasonWords(code: string): ReasonWords | undefined {
  return words.get(code);
}

/** A few words for each reason; the cloud's code where it is a new one. */
export function connectionReasonBrief({ code }: StateReason): string {
  return words.get(code)?.brief ?? code;
}
