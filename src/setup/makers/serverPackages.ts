import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { Found, Maker, RunContext, Specification, StepContext } from '../context';
import { chosenServer, type ServerChoice } from '../server/access';
import { packageFailure } from '../server/packageFailures';
import { packageManagers, type PackageManager } from '../server/packageManagers';
import { asRoot, onServer, onServerIfThere, type Shell } from '../server/shell';

export interface PackagesSpecification extends Specification {
  /** The packages that are not there before, a space between two: what is asked for, and what that needs. An undo removes these and no other. */
  readonly name: string;
  readonly asked: readonly string[];
  readonly serverId: string;
  readonly manager: PackageManager;
}

export const packagesKind = 'server-packages';

const installLimitMs = 15 * 60_000;
const removeLimitMs = 5 * 60_000;

/** Packages on a server, installed and removed by its own package manager. */
export const serverPackagesMaker: Maker<PackagesSpecification, undefined> = {
  kind: packagesKind,
  make: async (context, { asked, manager }) => {
    context.note(t('installing {0}', visible(asked.join(', '))));
    const choice = context.facts.need(chosenServer);
    await onServer(context, choice, (shell) => runOrFail(shell, asRoot(choice, manager.install(asked)), installLimitMs));
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name, serverId }) => packages(serverId, name),
  // Which of them came before the end is seen when they are removed: none of them was there before.
  recover: ({ facts }, { name }) => Promise.resolve(packages(facts.need(chosenServer).server.id, name)),
  usedBy: (context, { name }) => whoNeeds(context, name.split(' ')),
  remove: (context, { name }) => context.discard(() => remove(context, name.split(' '))),
  inUndo: (title) => t('{0} (its packages)', title),
};

export function packages(serverId: string, name: string): Found {
  return { kind: packagesKind, id: `${serverId}/${name}`, name };
}

/** The program that installs packages there; undefined where it has none that is known. */
export async function managerOf(shell: Shell): Promise<PackageManager | undefined> {
  for (const manager of packageManagers) {
    if ((await shell.run(manager.probe)).code === 0) {
      return manager;
    }
  }
  return undefined;
}

/** Those of the packages that are on the server; `half` counts those that an interruption left unfinished. */
export async function installed(shell: Shell, manager: PackageManager, names: readonly string[], half = false): Promise<readonly string[]> {
  return manager.installedIn((await shell.run(manager.listed(names))).stdout, half);
}

/** Rejects with why it failed, in the server's words. */
export async function runOrFail(shell: Shell, words: readonly string[], limitMs: number): Promise<void> {
  const result = await shell.run(words, { limitMs });
  if (result.code !== 0) {
    throw packageFailure(shell.name, words, result);
  }
}

async function whoNeeds(context: StepContext, names: readonly string[]): Promise<string | undefined> {
  const needers = await withThose(context, names, async (shell, manager, there, choice) => {
    const { stdout, stderr } = await shell.run(asRoot(choice, manager.remove(there, 'look')));
    return manager.needersIn(`${stdout}\n${stderr}`);
  }) ?? [];
  return needers.length === 0 ? undefined : t('{0} on the server, installed later', visible([...new Set(needers)].join(', '), 200));
}

async function remove(context: RunContext, names: readonly string[]): Promise<void> {
  await withThose(context, names, async (shell, manager, there, choice) => {
    await runOrFail(shell, asRoot(choice, manager.remove(there, 'do')), removeLimitMs);
    const left = await installed(shell, manager, there, true);
    if (left.length > 0) {
      throw new Failure({
        code: 'server.packages-left', what: t('Could not remove all packages from {0}', visible(shell.name, 80)),
        why: t('{0} are still there.', visible(left.join(', '))), next: t('Look at the server, then undo again.'),
      });
    }
  });
}

/** Nothing is to be done where none of them is there, or the server itself is gone. */
async function withThose<T>(
  context: StepContext, names: readonly string[],
  work: (shell: Shell, manager: PackageManager, there: readonly string[], choice: ServerChoice) => Promise<T>,
): Promise<T | undefined> {
  const choice = context.facts.need(chosenServer);
  return await onServerIfThere(context, choice, async (shell) => {
    const manager = await managerOf(shell);
    const there = manager === undefined ? [] : await installed(shell, manager, names, true);
    return manager === undefined || there.length === 0 ? undefined : await work(shell, manager, there, choice);
  });
}
