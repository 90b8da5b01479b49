import { t } from '../../model/l10n';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { authorityNamed, foundAuthority, privateAuthorityKind, privateAuthorityMaker, signed, type PrivateAuthority } from '../makers/privateAuthority';
import { blocked, type Blocked, type Standing } from '../standing';
import { lookInInstance } from './inInstance';
import { secretsManagerFact } from './secretsManager';
import { existing, making, type Step } from './step';
import { validity } from './vpnCertificateFacts';

export interface PrivateAuthorityStep {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly name: string;
  readonly commonName: string;
  readonly hours: number;
  /** The authority that signs it; it signs itself where there is none. */
  readonly issuer?: Fact<PrivateAuthority>;
  readonly into: Fact<PrivateAuthority>;
}

/** An authority of Secrets Manager, with its certificate. */
export function privateAuthorityStep(wanted: PrivateAuthorityStep): Step {
  const { id, title, why, name, commonName, hours, issuer, into } = wanted;
  const step = making({
    id, title, why, into,
    maker: privateAuthorityMaker,
    find: (context) => find(context, wanted),
    specification: ({ facts }) => ({
      name, commonName, hours, keyType: 'ec' as const, keyBits: 256, instance: facts.need(secretsManagerFact),
      issuer: issuer === undefined ? undefined : facts.need(issuer).name,
    }),
    inWords: ({ notAfter = '' }) => validity({ notAfter }),
  });
  return {
    ...step,
    ready: async (context) => {
      await signed(context, context.facts.need(into));
      return await step.ready(context);
    },
  };
}

async function find(context: StepContext, { name, into }: PrivateAuthorityStep): Promise<Standing> {
  const { there, none } = await lookInInstance(context, (instance) => authorityNamed(context, instance, name));
  if (there === undefined) {
    return none;
  }
  const found = foundAuthority(there);
  if (context.originOf(found.id) !== 'made' && context.lost(privateAuthorityKind)?.name !== name) {
    return takenConfiguration(name);
  }
  return ['expired', 'revoked'].includes(there.status)
    ? blocked(t('The certificate authority "{0}" can no longer be used (its state is {1}).', name, there.status), t('Undo the connection, then run it again.'))
    : existing(context, into, there, found);
}

/** An authority of someone else's signs for whom they like. */
export function takenConfiguration(name: string): Blocked {
  return blocked(
    t('Another certificate authority or template named "{0}" is in the Secrets Manager instance, and a name is there once.', name),
    t('Choose another instance, or start a new connection.'),
  );
}
