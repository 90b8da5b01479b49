import { isTrial } from '../../cloud/secretsManagers';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import { silentWords, type SecretsManagerInstance } from '../../model/secretsManager';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { secretPrice } from '../makers/certificateSecret';
import { isOver } from '../makers/inSecretsManager';
import { anotherThanTrial, foundSecretsManager, secretsManagerKind, secretsManagerMaker, type KnownSecretsManager } from '../makers/secretsManager';
import { blocked, missing, remembered, type Blocked, type Standing } from '../standing';
import { atOnce, existing, making, type Step } from './step';

export type SecretsManagerChoice =
  | { readonly kind: 'existing'; readonly crn: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string; readonly plan: 'standard' | 'trial' };

/** The instance that holds the certificates. */
export const secretsManagerFact = new Fact<KnownSecretsManager>('The Secrets Manager instance');

/** What secrets in it are charged by. */
const planFact = new Fact<'standard' | 'trial'>('The plan of the Secrets Manager instance');

/** A month of one more secret in it. */
export function priceOfSecret(context: StepContext): Promise<Cost> {
  return secretPrice(context, context.facts.get(planFact) ?? 'standard');
}

export interface SecretsManagerStep {
  readonly choice: SecretsManagerChoice;
  readonly resourceGroupId: string;
  /** Nothing is put into it from here, nor read: it may be one that this machine does not get to. */
  readonly isOnlyNamed?: true;
}

/** An instance of Secrets Manager in the connection's region: one that is there, or a new one. */
export function secretsManagerStep({ choice, resourceGroupId, isOnlyNamed }: SecretsManagerStep): Step {
  const step = making({
    id: 'secrets-manager',
    title: t('Secrets Manager instance {0}', visible(choice.name)),
    why: whyOf(choice),
    maker: secretsManagerMaker,
    priced: choice.kind === 'new' ? { plan: choice.plan } : undefined,
    into: secretsManagerFact,
    find: (context) => {
      context.facts.set(planFact, choice.kind === 'new' ? choice.plan : undefined);
      return choice.kind === 'existing' ? chosen(context, choice.crn, isOnlyNamed) : own(context, choice);
    },
    specification: ({ connection }) => ({
      name: choice.name, region: connection.instance.region, resourceGroupId, plan: choice.kind === 'new' ? choice.plan : 'standard',
    }),
    inWords: (instance) => trialInWords(instance) ?? t('answers'),
  });
  return isOnlyNamed === true ? { ...step, ready: atOnce } : step;
}

function whyOf(choice: SecretsManagerChoice): string {
  if (choice.kind === 'existing') {
    return t('It keeps the certificates that the VPN server reads. On the Standard plan each secret in it has a price a month.');
  }
  return choice.plan === 'standard'
    ? t('It keeps the certificates that the VPN server reads. Standard: a price a month for the instance, and one for each secret in it.')
    : t('It keeps the certificates that the VPN server reads. Trial: it costs nothing and ends after 30 days. Access to its secrets ends '
      + 'then, so that the VPN stops for everybody, unless it was changed to Standard before. An account has one Trial.');
}

async function chosen(context: StepContext, crn: string, isOnlyNamed = false): Promise<Standing> {
  const instance = (await list(context)).find((other) => other.crn === crn);
  return instance === undefined || isOver(instance)
    ? blocked(t('The chosen Secrets Manager instance is not there any more.'), t('Choose another instance, or let a new one be made.'))
    : (isOnlyNamed ? undefined : await unfit(context, instance)) ?? there(context, instance);
}

/** One of that name that this connection did not make is someone else's. */
async function own(context: StepContext, { name, plan }: Extract<SecretsManagerChoice, { readonly kind: 'new' }>): Promise<Standing> {
  const { region } = context.connection.instance;
  const all = await list(context);
  const here = all.filter((instance) => !isOver(instance) && instance.region === region);
  const mine = remembered(context, secretsManagerKind, here.map((instance) => ({ ...instance, id: instance.crn })));
  if (mine !== undefined) {
    return there(context, mine);
  }
  if (here.some((instance) => instance.name === name)) {
    return blocked(
      t('A Secrets Manager instance named "{0}" exists already in {1}.', name, region), t('Choose it as the existing instance, or start a new connection.'),
    );
  }
  return (plan === 'trial' ? secondTrial(all) : undefined) ?? missing(plan === 'trial' ? t('Trial, 30 days') : t('Standard'));
}

/** Known before anything is made: the cloud refuses another one, wherever the first is. */
export function secondTrial(all: readonly SecretsManagerInstance[]): Blocked | undefined {
  const first = all.find((instance) => isTrial(instance) && instance.state !== 'removed');
  if (first === undefined) {
    return undefined;
  }
  return blocked(isOver(first)
    ? t('The account’s one Trial was used: "{0}" was deleted, and counts until its reclamation is done.', first.name)
    : t('The account’s one Trial is used: "{0}" in {1}.', first.name, first.region), anotherThanTrial);
}

/** Why a chosen one cannot be used from here. */
async function unfit(context: StepContext, instance: SecretsManagerInstance): Promise<Blocked | undefined> {
  const { connection, dependencies: { cloud }, signal } = context;
  const { name, region, access, state } = instance;
  if (region !== connection.instance.region) {
    return blocked(
      t('"{0}" is in {1}, and the VPN server will be in {2}.', name, region, connection.instance.region),
      t('Choose an instance of that region, or let a new one be made.'),
    );
  }
  if (access === 'private') {
    return blocked(
      t('"{0}" has only a private endpoint: this machine cannot put certificates into it, nor read them back.', name),
      t('Change its endpoints to public and private ({0}), or choose another instance, let a new one be made, or work from a machine '
        + 'inside the private network.', openCommand(instance)),
    );
  }
  // Its document does not tell: asking does.
  const isSilent = access === 'unknown' && state === 'active' && !await cloud.secretsManagers.open(instance).answers(signal);
  return isSilent ? blocked(
    silentWords(name),
    t('Wait if it is new; otherwise give it a public endpoint, or choose another instance.'),
  ) : undefined;
}

/** By its CRN where a shell would read something else in its name. */
function openCommand({ name, crn }: SecretsManagerInstance): string {
  const which = /^[\w .:-]+$/.test(name) ? name : crn;
  return ['ibmcloud', 'resource', 'service-instance-update', `"${which}"`, '-p', '\'{"service-endpoints":"public-and-private"}\''].join(' ');
}

function there(context: StepContext, instance: SecretsManagerInstance): Standing {
  const plan = instance.planTitle ?? instance.plan;
  context.facts.set(planFact, isTrial(instance) ? 'trial' : 'standard');
  return existing(context, secretsManagerFact, instance, foundSecretsManager(instance), trialInWords(instance) ?? plan);
}

/** Source: https://cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-create-instance */
const trialDays = 30;

function trialInWords(instance: SecretsManagerInstance): string | undefined {
  const made = Date.parse(instance.createdAt);
  if (!isTrial(instance)) {
    return undefined;
  }
  return Number.isNaN(made) ? t('a Trial: the VPN stops when it ends')
    : t('a Trial: the VPN stops when it ends, on {0}', new Date(made + trialDays * 86_400_000).toISOString().slice(0, 10));
}

function list({ dependencies: { cloud }, signal }: StepContext): Promise<readonly SecretsManagerInstance[]> {
  return cloud.secretsManagers.list(signal);
}
