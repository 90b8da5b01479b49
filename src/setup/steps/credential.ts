import type { ServiceKey } from '../../cloud/resourceService';
import type { RunContext, StepContext } from '../context';
import { Fact } from '../facts';
import { credentialKind, credentialMaker, isUsable, keepSecret } from '../makers/credential';
import { found } from '../makers/found';
import { blocked, exists, missing, remembered, type Standing } from '../standing';
import { instanceFact } from './instance';
import type { Step } from './step';
import { making } from './step';
import { t } from '../../model/l10n';
import type { ServiceWords } from '../../model/service';

/** The service credential of the connection. */
const credentialFact = new Fact<ServiceKey>('The service credential');

export interface CredentialStep {
  readonly name: string;
  readonly role: string;
  readonly why: string;
}

/** Why there is one, in the words of its service. */
export function whySignIn({ protocol }: Pick<ServiceWords, 'protocol'>, role: string): string {
  return t('Clients sign in to {0} with it, as {1}; its secret is kept in the editor’s secret storage.', protocol, role);
}

/** What clients sign in to the service with. */
export function credentialStep({ name, role, why }: CredentialStep): Step {
  const step = making({
    id: 'credential',
    title: t('Service credential {0}', name),
    why,
    maker: credentialMaker,
    into: credentialFact,
    find: (context) => find(context, name, role),
    specification: ({ connection, facts }) => {
      const { credentialParameters } = facts.need(instanceFact);
      return { name, instanceCrn: connection.instance.crn, role, parameters: credentialParameters };
    },
    prepare: removeWorthless,
  });
  return {
    ...step,
    keepsSecret: true,
    ready: async (context) => {
      await keepSecret(context, context.facts.need(credentialFact));
      return '';
    },
  };
}

async function find(context: StepContext, name: string, role: string): Promise<Standing> {
  const keys = await listKeys(context);
  const mine = remembered(context, credentialKind, keys);
  const key = mine ?? keys.find((other) => other.name === name);
  if (key === undefined) {
    return missing(role);
  }
  if (await isUsable(context, key)) {
    context.facts.set(credentialFact, key);
    return exists(found(credentialKind, key));
  }
  return mine === undefined
    ? blocked(
        t('A credential named "{0}" exists, and its secret was shown only once, elsewhere.', name),
        t('Delete that credential, or start a new connection.'),
      )
    : { kind: 'missing', detail: t('{0} · replaces one whose secret was lost', role), ...replacing(context, mine) };
}

/** One that a lost answer left was given to nobody; one that was kept here once may be what clients sign in with. */
function replacing(context: StepContext, { id, name }: ServiceKey): { readonly replaces?: string } {
  return context.recorded(credentialKind)?.id !== id ? {} : {
    replaces: t('the service credential {0}, whose secret is no longer kept on this machine: clients that have it are refused from then on', name),
  };
}

async function removeWorthless(context: RunContext): Promise<void> {
  const worthless = remembered(context, credentialKind, await listKeys(context));
  if (worthless !== undefined) {
    await context.discard(() => context.dependencies.cloud.resources.deleteKey(worthless.id, context.signal));
  }
}

function listKeys({ connection, dependencies, signal }: StepContext): Promise<readonly ServiceKey[]> {
  return dependencies.cloud.resources.listKeys(connection.instance.crn, signal);
}
