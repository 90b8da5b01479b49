import type { Names } from '../names';
import { privateCertificateSteps } from './privateCertificates';
import type { Step } from './step';
import { vpnCertificateSteps } from './vpnCertificates';

/** Where the certificates of a client VPN come from. */
export type CertificateWay =
  | { readonly kind: 'made'; readonly person: string; readonly keepsAuthorityKey: boolean }
  | { readonly kind: 'brought' }
  | { readonly kind: 'private'; readonly person: string };

/**
 * The certificates of a client VPN server in Secrets Manager, whichever way they come there; under the connection's own names. What is made anew at a
 * renewal has a name of its own: a VPN server notices no new version of what it has read, and is told by another secret.
 */
export function certificateWaySteps(way: CertificateWay, names: Names, renewals = 0): readonly Step[] {
  const of = (suffix: string): string => renewedName(names, suffix, renewals);
  const secrets = { serverName: of('server'), authorityName: of('clients') };
  switch (way.kind) {
    case 'made': return vpnCertificateSteps({ ...way, name: names.of('certificates'), ...secrets, renewals });
    case 'brought': return vpnCertificateSteps({ kind: 'brought', name: names.of('certificates'), ...secrets, renewals });
    case 'private': return privateCertificateSteps({
      names: {
        root: names.of('root'), intermediate: names.of('intermediate'), serverTemplate: names.of('server-template'),
        clientTemplate: names.of('client-template'), server: of('server'), client: of('client'),
      },
      server: names.base, person: way.person,
    });
  }
}

/** What of it is renewed, by the names of its secrets before. */
export interface FormerNames {
  /** Read by the VPN server alone, which reads others since. */
  readonly unread: readonly string[];
  /** With which a person still signs in. */
  readonly ofPeople: readonly string[];
}

export function formerNames(names: Names, renewals: number): FormerNames {
  const before = Array.from({ length: renewals }, (_, index) => index);
  const of = (suffix: string): readonly string[] => before.map((number) => renewedName(names, suffix, number));
  return { unread: [...of('server'), ...of('clients')], ofPeople: of('client') };
}

/** "…-server", then "…-server-2". */
export function renewedName(names: Names, suffix: string, renewals: number): string {
  return names.of(renewals === 0 ? suffix : `${suffix}-${renewals + 1}`);
}
