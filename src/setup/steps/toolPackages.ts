import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import type { ClientTool } from '../../model/service';
import { visible } from '../../model/text';
import type { RunContext } from '../context';
import type { ServerChoice } from '../server/access';
import { packageFailure } from '../server/packageFailures';
import type { PackageManager } from '../server/packageManagers';
import { asRoot, type Shell } from '../server/shell';

const refreshLimitMs = 5 * 60_000;
const simulateLimitMs = 2 * 60_000;

/** The packages that a tool may be in, the best first. */
export function candidates(tool: ClientTool, { id }: PackageManager): readonly string[] {
  return tool.packages[id];
}

/** Which packages the server's mirrors have of what is wanted, and what would come with them. */
export async function lookUp(
  context: RunContext, shell: Shell, choice: ServerChoice, wanted: readonly ClientTool[], manager: PackageManager,
): Promise<{ readonly asked: readonly string[]; readonly fresh: readonly string[] }> {
  let why: Failure | undefined;
  if (manager.refresh !== undefined) {
    context.note(t('reading which packages there are'));
    const words = asRoot(choice, manager.refresh);
    const result = await shell.run(words, { limitMs: refreshLimitMs });
    why = packageFailure(shell.name, words, result);
    if (result.code !== 0 && why.code !== 'server.mirror-silent') {
      throw why;
    }
  }
  const simulated = async (names: readonly string[]): Promise<readonly string[] | undefined> => {
    const words = asRoot(choice, manager.simulate(names));
    const result = await shell.run(words, { limitMs: simulateLimitMs });
    const failed = packageFailure(shell.name, words, result);
    if (['server.mirror-silent', 'server.disk-full', 'server.packages-interrupted', 'server.packages-locked'].includes(failed.code)) {
      throw failed;
    }
    return manager.newIn(result);
  };
  const asked: string[] = [];
  for (const tool of wanted) {
    const name = await firstKnown(candidates(tool, manager), simulated);
    if (name === undefined) {
      throw why?.code === 'server.mirror-silent' ? why : noPackage(shell.name, tool, manager, t('Its package sources have none of that name.'));
    }
    asked.push(name);
  }
  return { asked, fresh: await simulated(asked) ?? [] };
}

async function firstKnown(
  names: readonly string[], simulated: (names: readonly string[]) => Promise<readonly string[] | undefined>,
): Promise<string | undefined> {
  for (const name of names) {
    if (await simulated([name]) !== undefined) {
      return name;
    }
  }
  return undefined;
}

export function noPackage(server: string, tool: ClientTool, manager: PackageManager, why: string): Failure {
  const names = candidates(tool, manager);
  return new Failure({
    code: 'server.no-package', what: t('Could not install {0} on {1}', visible(tool.title, 80), visible(server, 80)),
    why: names.length === 0 ? t('Systems with {0} have no package of it.', manager.id) : `${why} (${visible(names.join(', '), 200)})`,
    next: t('Choose other tools, or add a package source that has it.'),
  });
}
