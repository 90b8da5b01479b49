import { t } from '../../model/l10n';
import type { CertificateMetadata } from '../../model/secretsManager';
import type { StepContext } from '../context';
import { certificateSecretAsKind, foundCertificate } from '../makers/certificateSecret';
import { heldNow } from '../makers/inSecretsManager';
import { missing, type Standing } from '../standing';
import { secretsManagerFact } from './secretsManager';
import { free, type Step } from './step';
import type { FormerNames } from './vpnCertificateWays';

/**
 * Certificates that a renewal replaced: once the server reads the new ones, nothing of ours reads those before, and each secret is billed. A person's own
 * is good until it ends, in every copy of the profile, and Secrets Manager revokes a certificate by its secret alone: that one stays until then.
 * Source: https://cloud.ibm.com/apidocs/secrets-manager/secrets-manager-v2#create-secret-action
 */
export function formerCertificatesStep(names: FormerNames): Step {
  return {
    id: 'former-certificates',
    title: t('Former certificates'),
    why: t('The VPN server does not read them any more, and each secret is billed. People’s own certificates stay good until they end, and can be revoked '
      + 'until then.'),
    find: async (context) => standing(await formerOnes(context, names)),
    create: async (context) => {
      for (const each of (await context.read(() => formerOnes(context, names))).unneeded) {
        const held = context.dependencies.cloud.secretsManagers.open(context.facts.need(secretsManagerFact));
        const user = await context.read(async () => certificateSecretAsKind.usedBy?.(context, { ...foundCertificate(each.instanceCrn, each), origin: 'made' }));
        if (user === undefined) {
          await context.discard(() => held.deleteCertificate(each.id, context.signal));
        }
      }
    },
    ready: async (context) => keptInWords((await context.read(() => formerOnes(context, names))).kept).join(' · '),
    price: free,
  };
}

interface Former extends CertificateMetadata {
  readonly instanceCrn: string;
}

interface FormerOnes {
  readonly unneeded: readonly Former[];
  readonly kept: readonly Former[];
}

function standing({ unneeded, kept }: FormerOnes): Standing {
  const [first] = unneeded;
  const words = keptInWords(kept);
  return first === undefined ? { kind: 'not-needed', why: words.length === 0 ? t('none is left') : words.join(' · ') } : {
    ...missing([t('deletes {0}', unneeded.map(({ name }) => name).join(', ')), ...words].join(' · ')), there: foundCertificate(first.instanceCrn, first),
  };
}

/** One that was revoked stays too, so that it is known to be; it needs no word, and Standard bills active secrets alone. */
function keptInWords(kept: readonly Former[]): readonly string[] {
  return kept.filter(({ state }) => state !== 'deactivated').map(({ name, notAfter }) => (
    t('keeps {0} until {1}: it lets its person in until then, and can be revoked only where its secret is, which is billed', name, notAfter.slice(0, 10))
  ));
}

async function formerOnes(context: StepContext, { unread, ofPeople }: FormerNames): Promise<FormerOnes> {
  const instance = context.facts.get(secretsManagerFact);
  const held = instance === undefined ? undefined : await heldNow(context, instance);
  if (instance === undefined || held === undefined) {
    return { unneeded: [], kept: [] };
  }
  const all = (await held.listCertificates({}, context.signal)).map((each) => ({ ...each, instanceCrn: instance.crn }));
  const own = all.filter((each) => context.originOf(foundCertificate(instance.crn, each).id) === 'made');
  const people = own.filter(({ name }) => ofPeople.includes(name));
  return {
    unneeded: [...own.filter(({ name }) => unread.includes(name)), ...people.filter(isOver)],
    kept: people.filter((each) => !isOver(each)),
  };
}

function isOver({ state, notAfter }: Former): boolean {
  return state === 'destroyed' || Date.parse(notAfter) <= Date.now();
}
