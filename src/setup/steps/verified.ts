import type { RunContext, Step } from './step';
import { Failure, isCancelled } from '../../model/failure';
import type { Connection } from '../../model/connection';
import type { Report } from '../../model/check';
import { accessTo } from '../serverAccess';
import { free } from './step';
import { missing, required } from './finding';
import { visible } from '../../model/text';

/** A server answers on port 22 some time after it runs, and its key is in place some time after that. */
const login = { everyMs: 5_000, tries: 60 };
/** Names and rules take effect some time after the cloud says that they have: "a few minutes". Source: IBM-CLOUD B.3. */
const checks = { everyMs: 10_000, tries: 18 };

/** The proof: log in, then every check from the server. Makes nothing, so it is done anew in each run. */
export function verifiedStep({ instance }: Connection): Step {
  return {
    id: 'verified',
    title: 'Checks from the server',
    why: `They show that Kafka of ${visible(instance.name)} answers over this connection, before you rely on it.`,
    isCheck: true,
    find: () => Promise.resolve(missing('SSH in, then every check')),
    create: async (context) => {
      await logIn(context);
      await check(context);
    },
    ready: () => Promise.resolve('all passed'),
    undo: () => Promise.resolve(),
    price: free,
  };
}

async function logIn(context: RunContext): Promise<void> {
  const { connection, dependencies: { environment, openServer }, facts, signal } = context;
  const access = required(accessTo(connection, facts.floatingIp?.address, environment), 'The server’s address');
  await again(context, login, async () => {
    context.note(`logging in to ${access.host} as ${access.username}`);
    try {
      (await openServer(access, signal)).close();
      return undefined;
    } catch (error) {
      if (isCancelled(error) || !(error instanceof Failure) || error.code === 'ssh.host-key-changed') {
        throw error;
      }
      return error;
    }
  });
}

async function check(context: RunContext): Promise<void> {
  await again(context, checks, async () => {
    context.note('running the checks from the server');
    const report = await context.dependencies.verify(context.connection, context.signal);
    return verdict(report);
  });
}

/** Undefined when everything passed from the server; this machine's own view is not what was set up. */
function verdict({ results, headline }: Report): Failure | undefined {
  const seen = results.filter(({ vantage }) => vantage === 'server');
  if (seen.length > 0 && seen.every(({ state }) => state === 'passed' || state === 'expected')) {
    return undefined;
  }
  const broken = seen.find(({ state }) => state === 'failed');
  return new Failure({
    code: broken?.code ?? headline.code ?? 'setup.not-verified',
    what: 'The checks did not pass',
    why: broken?.cause ?? headline.cause ?? headline.text,
    next: broken?.remedy?.title ?? headline.remedy?.title ?? 'Open the connectivity panel for the evidence.',
  });
}

/** Tries until there is no failure left; the last failure is the one that is shown. */
async function again(
  context: RunContext, { everyMs, tries }: { everyMs: number; tries: number }, work: () => Promise<Failure | undefined>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await work();
    if (failure === undefined) {
      return;
    }
    if (attempt >= tries) {
      throw failure;
    }
    context.note(`try ${attempt} of ${tries}: ${failure.why}`);
    await context.sleep(Math.min(everyMs, 1_000 * 2 ** (attempt - 1)));
  }
}
