import { endOf } from '../../certificates/glance';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import { Fact } from '../facts';
import { broughtIdentitiesMaker, vpnIdentities, vpnIdentitiesKind, vpnIdentitiesMaker } from '../makers/vpnIdentities';
import { blocked, exists, missing, type Standing } from '../standing';
import { identitiesOf, type VpnIdentities } from '../vpnIdentities';
import { free, making, type Step } from './step';
import { clientIdentity, clientIdentityFact } from './vpnCertificateFacts';

/** The certificates as this machine keeps them. */
export const identitiesFact = new Fact<VpnIdentities>('The certificates of the VPN');

export interface MadeIdentities {
  readonly name: string;
  /** The first person: the common name of the client's certificate, by which the cloud lists who is connected. */
  readonly person: string;
  /** A choice: without its key nobody can be let in later, nor be shut out. */
  readonly keepsAuthorityKey: boolean;
  /** How often the certificates of the server and of the first person are to be made anew. */
  readonly renewals?: number;
}

/** An authority with the server's and the first person's certificate, made on this machine. */
export function madeIdentitiesStep({ name, person, keepsAuthorityKey, renewals = 0 }: MadeIdentities): Step {
  return withClient(making({
    id: 'vpn-identities',
    title: t('Certificate authority {0}', name),
    why: keepsAuthorityKey
      ? t('It signs the certificates of the VPN server and of {0}. All of it is made on this machine, and its key is kept in VS Code’s secret storage: '
        + 'it signs the certificates of further people, and the list of those who are shut out.', visible(person, 80))
      : t('It signs the certificates of the VPN server and of {0}. All of it is made on this machine, and its key is thrown away after that: nobody can be '
        + 'given a further certificate, and none can be revoked, without new certificates for the server and everybody.', visible(person, 80)),
    maker: vpnIdentitiesMaker,
    into: identitiesFact,
    find: async (context) => {
      const kept = await identitiesOf(context.dependencies.secrets, context.connection.id, 'made');
      if (kept === undefined) {
        return lacking(context, name, person);
      }
      return (kept.renewals ?? 0) < renewals ? toRenew(kept, name, person) : standing(context, name, kept);
    },
    specification: ({ names }) => ({ name, authority: `${names.base} CA`, server: names.base, person, keepsAuthorityKey, renewals }),
  }));
}

/** Certificates that were brought as files, judged, and put into the vault by who asked for them. */
export function broughtIdentitiesStep({ name, renewals = 0 }: { readonly name: string; readonly renewals?: number }): Step {
  return withClient(making({
    id: 'vpn-identities',
    title: t('Certificates that were brought'),
    why: t('The VPN server shows its certificate, and knows people by their authority. Their keys are kept in VS Code’s secret storage until an undo.'),
    maker: broughtIdentitiesMaker,
    into: identitiesFact,
    find: async (context) => {
      const kept = await identitiesOf(context.dependencies.secrets, context.connection.id, 'brought');
      if (kept === undefined) {
        return blocked(t('The certificates that were brought are not kept on this machine.'), t('Start a new connection, and bring the files again.'));
      }
      if ((kept.renewals ?? 0) !== renewals) {
        return blocked(
          t('The new certificates that were brought are not kept on this machine.'), t('Renew the certificates once more, and bring the files again.'),
        );
      }
      const there = standing(context, name, kept);
      // What goes with an undo is written down first.
      return there.kind === 'exists' && context.recorded(vpnIdentitiesKind) === undefined ? missing(inWords(kept)) : there;
    },
    specification: () => ({ name }),
  }));
}

/** What is left for the steps behind is left whenever it is known. */
function withClient(step: Step): Step {
  const leave = ({ facts }: StepContext): void => {
    const client = facts.get(identitiesFact)?.client;
    facts.set(clientIdentityFact, client === undefined ? undefined : clientIdentity(client));
  };
  return {
    ...step,
    find: async (context) => {
      const found = await step.find(context);
      leave(context);
      return found;
    },
    ready: async (context: RunContext) => {
      await step.ready(context);
      leave(context);
      return inWords(context.facts.need(identitiesFact));
    },
    price: free,
  };
}

/** By the authority that is kept: it must sign still. */
function toRenew({ authority: { certificate, key } }: VpnIdentities, name: string, person: string): Standing {
  const until = endOf(certificate);
  if (key === undefined || until === undefined || until <= new Date()) {
    return blocked(
      key === undefined ? t('The key of the certificate authority was thrown away by choice: it signs nothing more.')
        : t('The certificate of the authority ended on {0}.', until === undefined ? '?' : day(until)),
      t('Undo the connection, then make it anew: everybody needs a new certificate.'),
    );
  }
  return { ...missing(t('anew for the server and {0}, by the same authority', visible(person, 80))), there: vpnIdentities(name) };
}

function standing(context: StepContext, name: string, kept: VpnIdentities): Standing {
  const over = ended(kept);
  if (over === undefined) {
    context.facts.set(identitiesFact, kept);
  }
  return over ?? exists(vpnIdentities(name), inWords(kept));
}

/** Whoever has a certificate of an authority that is lost is let in as long as the server stands, and nobody else. */
function lacking(context: StepContext, name: string, person: string): Standing {
  return context.recorded(vpnIdentitiesKind) === undefined ? missing(t('for the server and {0}', visible(person, 80))) : {
    ...missing(t('for the server and {0}', visible(person, 80))),
    replaces: t('the certificate authority {0}, whose keys are no longer kept on this machine: whoever has a certificate of it needs a new one', name),
  };
}

function ended(kept: VpnIdentities): Standing | undefined {
  const ends = endings(kept).find(({ until }) => until === undefined || until <= new Date());
  return ends === undefined ? undefined : blocked(
    ends.until === undefined ? t('The certificate of {0} cannot be read.', ends.of) : t('The certificate of {0} ended on {1}.', ends.of, day(ends.until)),
    t('Undo the connection, then run it again with new certificates.'),
  );
}

function inWords(kept: VpnIdentities): string {
  return endings(kept).map(({ of, until }) => t('{0} until {1}', of, until === undefined ? '?' : day(until))).join(', ');
}

function endings({ authority, server, client }: VpnIdentities): readonly { readonly of: string; readonly until: Date | undefined }[] {
  return [
    { of: t('the authority'), until: endOf(authority.certificate) }, { of: t('the server'), until: endOf(server.certificate) },
    ...client === undefined ? [] : [{ of: t('the first person'), until: endOf(client.certificate) }],
  ];
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
