import { Failure } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import type { Through } from '../../../../model/serverAccess';
import { loginText } from '../../../../model/serverLogin';
import { throughBastions } from '../../../../ssh/bastions';
import type { HostEntry } from '../../../../ssh/hostEntry';
import { knownHostsPath } from '../../../../ssh/knownHosts';
import type { LeftToDo } from '../../../../ssh/sshConfig';
import { userSettings } from '../../../../ssh/userSettings';
import type { RunContext, StepContext } from '../../../context';
import { Fact } from '../../../facts';
import { sshConfigOf, sshHost, sshHostMaker, type SshHostSpecification } from '../../../makers/sshHost';
import type { Names } from '../../../names';
import { exists, missing, type Standing } from '../../../standing';
import type { Step } from '../../../steps/step';
import { free } from '../../../steps/step';
import { sshHostStepId } from '../access';
import type { VsiChoices } from '../choices';
import { floatingIpFact } from '../facts';
import { portOf, vsiLogin } from '../login';

/** What is left to a person: a convenience keeps nothing else from going on. */
const leftFact = new Fact<string>('What is left to do by hand');

/** The server under a name for `ssh`, and for every tool that reads OpenSSH's configuration. */
export function sshHostStep(choices: VsiChoices, { base }: Names): Step {
  return {
    id: sshHostStepId,
    title: t('SSH host entry {0}', base),
    why: t('"ssh {0}" logs in. It stands in a file of ours, which one Include line in your SSH configuration reads.', base),
    find: async (context) => {
      try {
        return await find(context, choices, base);
      } catch (error) {
        return { kind: 'left-out', why: unusable(error) };
      }
    },
    create: async (context) => {
      const entry = await entryOf(context, choices, base);
      if (entry === undefined) {
        throw new TypeError('The server’s address is not known yet.');
      }
      context.facts.set(leftFact, await make(context, { name: base, entry }));
    },
    ready: ({ facts }) => Promise.resolve(facts.get(leftFact) ?? ''),
    price: free,
  };
}

async function find(context: StepContext, choices: VsiChoices, alias: string): Promise<Standing> {
  const config = sshConfigOf(context);
  const problem = await config.problem(context.signal);
  const left = problem === undefined ? undefined : inWords(context, { why: problem, byHand: config.manual });
  context.facts.set(leftFact, left);
  const entry = await entryOf(context, choices, alias);
  const stands = entry !== undefined && await (problem === undefined ? config.has(entry) : config.holds(entry));
  return stands ? exists(sshHost(alias), left) : missing([`${loginText(vsiLogin.of(choices))} · ${alias}`, ...left === undefined ? [] : [left]].join(' · '));
}

async function make(context: RunContext, specification: SshHostSpecification): Promise<string | undefined> {
  try {
    const left = await context.make(sshHostMaker, specification);
    return left === undefined ? undefined : inWords(context, left);
  } catch (error) {
    return t('left out: {0}', unusable(error));
  }
}

function inWords({ dependencies: { environment } }: StepContext, { why, byHand }: LeftToDo): string {
  return t('{0}/config is left as it is: {1}. {2}', environment.sshFolder, why, byHand);
}

/** What SSH's configuration cannot hold, in words; anything else is no matter of the entry. */
function unusable(error: unknown): string {
  if (error instanceof Failure && error.code.startsWith('ssh.')) {
    return `${error.why} ${error.next}`;
  }
  throw error;
}

async function entryOf(context: StepContext, choices: VsiChoices, alias: string): Promise<HostEntry | undefined> {
  const { facts, dependencies: { environment } } = context;
  const address = choices.address.kind === 'address' ? choices.address.address : facts.get(floatingIpFact)?.address;
  const keyPath = choices.key.kind === 'agent' ? undefined : choices.key.path;
  return address === undefined ? undefined : {
    alias,
    address,
    port: portOf(choices),
    user: choices.loginUser,
    keyPath,
    knownHostsPath: knownHostsPath(environment.sshFolder),
    ...choices.address.kind === 'address' ? await proxyOf(choices.address.through, { alias, keyPath }, context) : {},
  };
}

/** Under the entry's name the user's own words for the address or another name do not count: they are repeated. */
async function proxyOf(
  through: Through | undefined, entry: Pick<HostEntry, 'alias' | 'keyPath'>, { dependencies: { environment }, signal }: StepContext,
): Promise<Pick<HostEntry, 'proxy' | 'bastions'>> {
  if (through?.kind === 'bastion') {
    return await throughBastions(through.jump, entry, environment.sshFolder, signal);
  }
  const { jump, command } = through === undefined ? {} : await userSettings(environment.sshFolder, through.name, signal) ?? {};
  return jump !== undefined ? { proxy: { jump } } : command !== undefined ? { proxy: { command } } : {};
}
