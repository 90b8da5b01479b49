import { isForbidden } from '../../cloud/errors';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Policy } from '../../model/policy';
import { blocksVpnServer } from '../../model/restriction';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import { visible } from '../../model/text';
import { secretsOf, type SecretsTarget } from '../../model/vpnPolicies';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { authorizationKind, authorizationMaker, authorizationsFor, describeAuthorization, propagationMs } from '../makers/authorization';
import { missing, type Standing } from '../standing';
import type { Step } from './step';
import { existing, making } from './step';

const authorizationFact = new Fact<Policy>('The authorization');
/** Set where this run made it. */
const newFact = new Fact<true>('A new authorization');

export interface AuthorizationStep {
  readonly name: string;
  /** The instance of Secrets Manager whose secrets are to be read; an earlier step leaves it. */
  readonly instance: Fact<SecretsManagerInstance>;
}

/** Lets client VPN servers read their certificates. An authorization of somebody else's that serves is used, and left to him. */
export function authorizationStep({ name, instance }: AuthorizationStep): Step {
  const step = making({
    id: 'authorization',
    title: t('Authorization {0}', name),
    why: t('Without it the VPN server is refused: its certificate looks as if it were not there.'),
    maker: authorizationMaker,
    into: authorizationFact,
    find: (context) => find(context, name, context.facts.get(instance)),
    specification: ({ connection, facts }) => ({ name, target: { accountId: connection.accountId, guid: facts.need(instance).guid } }),
  });
  return {
    ...step,
    called: (used) => t('Authorization {0}', visible(used)),
    create: async (context) => {
      await step.create(context);
      context.facts.set(newFact, true);
    },
    ready: async (context) => {
      const words = await step.ready(context);
      if (context.facts.get(newFact) === true) {
        context.note(t('waiting {0} s: it can be read, and counts for other services some time later', propagationMs / 1_000));
        await context.sleep(propagationMs);
        context.facts.set(newFact, undefined);
      }
      return words;
    },
  };
}

async function find(context: StepContext, name: string, instance: SecretsManagerInstance | undefined): Promise<Standing> {
  const role = t('lets VPN servers read secrets');
  if (instance === undefined) {
    return missing(role);
  }
  const target = { accountId: context.connection.accountId, guid: instance.guid };
  try {
    const serving = await authorizationsFor(context, target);
    const detail = await foreseen(context, target);
    const policy = preferred(context, name, serving);
    return policy === undefined
      ? missing(detail === undefined ? role : [role, detail].join(' · '))
      : existing(context, authorizationFact, policy, describeAuthorization(policy), detail);
  } catch (error) {
    // Who may not look may still have a VPN server whose authorization somebody else made.
    if (isForbidden(error)) {
      return { kind: 'left-out', why: byHand(error, instance) };
    }
    throw error;
  }
}

/** Ours before another's: by the journal, by the name of a request whose answer was lost, by the name that it would have. */
function preferred(context: StepContext, name: string, serving: readonly Policy[]): Policy | undefined {
  const id = context.recorded(authorizationKind)?.id;
  const lost = context.lost(authorizationKind)?.name;
  return serving.find((policy) => policy.id === id) ?? serving.find(({ description }) => description === lost || description === name) ?? serving[0];
}

function byHand({ why }: Failure, { name }: SecretsManagerInstance): string {
  return t(
    'This account may not look whether VPN servers are authorized for {0} ({1}). If the VPN server\'s certificate is not found then, ask the '
    + 'account\'s administrator for an authorization: source VPC Infrastructure Services, resource type Client VPN for VPC; target Secrets Manager, '
    + 'that instance; role SecretsReader.', visible(name), visible(why),
  );
}

/** What is known to keep VPN servers out all the same. It is a look ahead: where it cannot be had, nothing fails for it. */
async function foreseen({ dependencies: { cloud, onFallback }, signal }: StepContext, target: SecretsTarget): Promise<string | undefined> {
  try {
    const { rules, zones } = await cloud.restrictions.ofService(target.accountId, 'secrets-manager', signal);
    const [rule] = blocksVpnServer(rules, zones, secretsOf(target));
    return rule === undefined ? undefined : t(
      'the context-based restriction {0} keeps VPN servers out: add the service reference VPC Infrastructure Services to one of its network zones',
      visible(rule.description === '' ? rule.id : rule.description),
    );
  } catch (error) {
    if (error instanceof Failure && !signal.aborted) {
      onFallback?.(error);
      return undefined;
    }
    throw error;
  }
}
