import type { Report } from '../../model/check';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Vantage } from '../../model/vantage';
import type { RunContext, StepContext } from '../context';
import { missing } from '../standing';
import type { Step } from './step';
import { free } from './step';

/** A server answers on port 22 some time after it runs, and its key is in place some time after that. */
const opening = { everyMs: 5_000, tries: 60 };
/** Names and rules take effect some minutes after the cloud says that they have. */
const checks = { everyMs: 10_000, tries: 18 };

/** What no waiting mends: it is not tried again. */
const lasting: readonly string[] = [
  'ssh.host-key-changed', 'ssh.key-unreadable', 'ssh.no-passphrase', 'ssh.agent-gone', 'ssh.agent-key-missing', 'ssh.agent-refused',
  'ssh.more-wanted', 'ssh.second-factor-refused', 'ssh.forwarding-refused', 'ssh.no-commands', 'ssh.way-unusable',
  'ssh.bastion-refused-key', 'ssh.bastion-more-wanted', 'ssh.bastion-second-factor-refused', 'ssh.bastion-host-key-changed',
  'ssh.bastion-forwarding-refused', 'ssh.known-hosts-unreadable', 'ssh.bad-host', 'ssh.path-unusable',
  'tls.untrusted', 'tls.wrong-name', 'tls.expired', 'sasl.mechanism',
];

/** How long one asks over a way that is there, and what is said when nobody answers. */
export interface KnownWay {
  readonly tries: number;
  readonly unanswered: (last: Failure, tries: number) => Failure;
}

export interface VerifiedStep {
  readonly title: string;
  readonly why: string;
  /** "SSH in, then every check". */
  readonly toDo: string;
  /** What is known of it already and speaks against it; undefined where nothing does. */
  readonly foreseen?: (context: StepContext) => Promise<string | undefined>;
  /** The vantage that the user means to use, from what the steps before found or made. */
  readonly vantage: (context: RunContext) => Vantage;
  /** "logging in to 203.0.113.7 as ubuntu". */
  readonly opening: (vantage: Vantage) => string;
  /** Set where the way to it is there already, so that nothing of this run can still be about to open it. */
  readonly knownWay?: (context: RunContext) => KnownWay | undefined;
  /** Codes of failures to open it that last here, and pass elsewhere. */
  readonly lasting?: readonly string[];
}

/** The proof: open the vantage, then every check from it. Makes nothing, so it is done anew in each run. */
export function verifiedStep({ title, why, toDo, foreseen, vantage, opening: inWords, knownWay, lasting: here = [] }: VerifiedStep): Step {
  return {
    id: 'verified',
    title,
    why,
    isCheck: true,
    find: async (context) => {
      const against = await foreseen?.(context);
      return missing(against === undefined ? toDo : [toDo, against].join(' · '));
    },
    create: async (context) => {
      const from = vantage(context);
      await open(context, from, { words: inWords(from), here, way: knownWay?.(context) });
      await check(context);
    },
    ready: () => Promise.resolve(t('all passed')),
    price: free,
  };
}

interface Opening {
  readonly words: string;
  readonly here: readonly string[];
  readonly way: KnownWay | undefined;
}

async function open(context: RunContext, vantage: Vantage, { words, here, way }: Opening): Promise<void> {
  await again(context, { ...opening, ...way }, async () => {
    context.note(words);
    try {
      (await vantage.open(context.signal)).close();
      return undefined;
    } catch (error) {
      if (!(error instanceof Failure) || here.includes(error.code)) {
        throw error;
      }
      return error;
    }
  });
}

async function check(context: RunContext): Promise<void> {
  await again(context, checks, async () => {
    context.note(t('running every check'));
    return verdict(await context.dependencies.verify(context.connection, context.signal));
  });
}

/** Undefined when everything passed from the vantage that was set up; another one's view is not what was asked for. */
function verdict({ results, headline, meant }: Report): Failure | undefined {
  const seen = results.filter(({ vantage }) => vantage === meant);
  if (seen.length > 0 && seen.every(({ state }) => state === 'passed' || state === 'expected')) {
    return undefined;
  }
  const broken = seen.find(({ state }) => state === 'failed') ?? seen.find(({ state }) => state === 'degraded');
  return new Failure({
    code: broken?.code ?? headline.code ?? 'setup.not-verified',
    what: t('The checks did not pass'),
    why: broken?.cause ?? headline.cause ?? headline.text,
    next: broken?.remedy?.title ?? headline.remedy?.title ?? t('Open the connectivity panel for the evidence.'),
  });
}

interface Waiting extends Partial<KnownWay> {
  readonly everyMs: number;
  readonly tries: number;
}

/** Tries until there is no failure left; the last failure is the one that is shown. */
async function again(
  context: RunContext, { everyMs, tries, unanswered }: Waiting, attempt: () => Promise<Failure | undefined>,
): Promise<void> {
  for (let count = 1; ; count += 1) {
    const failure = await attempt();
    if (failure === undefined) {
      return;
    }
    if (lasting.includes(failure.code)) {
      throw failure;
    }
    if (count >= tries) {
      throw unanswered?.(failure, count) ?? failure;
    }
    context.note(t('try {0} of {1}: {2}', count, tries, failure.why));
    await context.sleep(Math.min(everyMs, 1_000 * 2 ** (count - 1)));
  }
}
