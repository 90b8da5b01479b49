import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { SecurityGroup } from '../../model/landscape';
import type { ClientTool } from '../../model/service';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import { Fact } from '../facts';
import { installed, managerOf, packages, packagesKind, runOrFail, serverPackagesMaker } from '../makers/serverPackages';
import { nameOfRule } from '../makers/rule';
import type { ServerChoice } from '../server/access';
import { mirrorsOf, missingWay, type Mirrors } from '../server/mirrors';
import { packageFailure } from '../server/packageFailures';
import type { PackageManager } from '../server/packageManagers';
import { asRoot, onServer } from '../server/shell';
import { blocked, exists, missing } from '../standing';
import { rulesStep } from './rules';
import { serverStep, type Survey } from './server';
import { free, type Step } from './step';
import { candidates, lookUp, noPackage } from './toolPackages';

const managerFact = new Fact<PackageManager>('The server’s package manager');
const thereFact = new Fact<readonly string[]>('The packages that are there');
const mirrorsFact = new Fact<Mirrors>('The server’s package mirrors');
const wayFact = new Fact<readonly NewSecurityGroupRule[]>('The rules that the way to the mirrors needs');
const groupFact = new Fact<SecurityGroup>('The server’s security group');

const repairLimitMs = 5 * 60_000;

/** Tools on a server: the server itself, its way to the package mirrors, and their packages. */
export function clientToolsSteps(choice: ServerChoice, tools: readonly ClientTool[]): readonly Step[] {
  return [
    serverStep(choice, t('The tools are installed on it over SSH, by its own package manager.'), surveyFor(choice, tools), rememberGroup),
    rulesStep({
      id: 'mirrors', on: groupFact, title: t('Way from {0} to its package mirrors', visible(choice.server.name, 80)),
      why: t('It lets the server out to IBM’s own package mirrors inside the cloud, and to nothing else.'),
      rules: ({ facts }) => facts.get(wayFact),
      inWords: ({ facts }) => (facts.get(wayFact) ?? []).map(nameOfRule).join(', '),
      unneeded: ({ facts }) => facts.get(wayFact)?.length === 0 ? whyNoRule(facts.need(mirrorsFact)) : undefined,
    }),
    toolsStep(choice, tools),
  ];
}

/** Before a rule is put on it: only on a group that the journal knows is one looked for whose request's answer was lost. */
async function rememberGroup(context: RunContext): Promise<string> {
  const { id, name } = context.facts.need(groupFact);
  if (context.facts.need(wayFact).length > 0) {
    await context.adopt({ kind: 'group-of-server', id, name });
  }
  return '';
}

function whyNoRule({ cloud, elsewhere }: Mirrors): string {
  if (cloud.length > 0) {
    return t('rules that are there let the server out to them');
  }
  return elsewhere.length === 0
    ? t('its configuration names no package source') : t('its packages come from {0}; no way there is made', visible(elsewhere.join(', '), 200));
}

function surveyFor(choice: ServerChoice, tools: readonly ClientTool[]): Survey {
  return async (context, shell, server, groups) => {
    const { facts, signal } = context;
    const manager = await managerOf(shell);
    if (manager === undefined) {
      return blocked(t('"{0}" has neither apt nor dnf.', server.name), t('Install the tools by hand, as its system does.'));
    }
    const asked = asRoot(choice, ['true']);
    const root = await shell.run(asked);
    if (root.code !== 0) {
      const { why, next } = packageFailure(shell.name, asked, root);
      return blocked(why, next);
    }
    const [group] = groups;
    if (group === undefined) {
      return blocked(t('No security group of "{0}" can be read.', server.name), t('Ask for the Viewer role on VPC Infrastructure Services.'));
    }
    const mirrors = await mirrorsOf(shell, manager, signal);
    facts.set(managerFact, manager);
    facts.set(groupFact, group);
    facts.set(mirrorsFact, mirrors);
    facts.set(thereFact, await installed(shell, manager, tools.flatMap((tool) => candidates(tool, manager))));
    facts.set(wayFact, await missingWay(context, server, mirrors, groups));
    return manager.id;
  };
}

function toolsStep(choice: ServerChoice, tools: readonly ClientTool[]): Step {
  return {
    id: 'tools',
    title: t('Client tools on {0}', visible(choice.server.name, 80)),
    why: t('{0}: with what they need, and without what is only recommended.', visible(tools.map(({ title }) => title).join(', '), 200)),
    find: (context) => {
      const { facts } = context;
      const manager = facts.get(managerFact);
      const open = manager === undefined ? tools : missingTools(context, tools, manager);
      if (open.length > 0) {
        return Promise.resolve(missing(manager === undefined ? undefined : inWords(choice, open, manager)));
      }
      const before = context.recorded(packagesKind) ?? context.lost(packagesKind);
      const there = facts.get(thereFact) ?? [];
      return Promise.resolve(exists(packages(choice.server.id, before?.name ?? there.join(' ')), there.join(', ')));
    },
    create: (context) => create(context, choice, tools),
    ready: async (context) => {
      const manager = context.facts.need(managerFact);
      const there = await context.read(() => onServer(context, choice, (shell) => (
        installed(shell, manager, tools.flatMap((tool) => candidates(tool, manager)))
      )));
      context.facts.set(thereFact, there);
      const [open] = missingTools(context, tools, manager);
      if (open !== undefined) {
        throw noPackage(choice.server.name, open, manager, t('It is not there, although its installation ended well.'));
      }
      return there.join(', ');
    },
    price: free,
  };
}

function missingTools({ facts }: StepContext, tools: readonly ClientTool[], manager: PackageManager): readonly ClientTool[] {
  const there = facts.get(thereFact) ?? [];
  return tools.filter((tool) => !candidates(tool, manager).some((name) => there.includes(name)));
}

/** What will be run on the server, before it is. */
function inWords(choice: ServerChoice, tools: readonly ClientTool[], manager: PackageManager): string {
  const names = tools.map((tool) => candidates(tool, manager).join(' / ')).join(', ');
  const install = asRoot(choice, manager.install([])).join(' ');
  return manager.refresh === undefined
    ? t('runs "{0}" with {1}', install, names)
    : t('runs "{0}", then "{1}" with {2}', asRoot(choice, manager.refresh).join(' '), install, names);
}

async function create(context: RunContext, choice: ServerChoice, tools: readonly ClientTool[]): Promise<void> {
  const manager = context.facts.need(managerFact);
  const lost = context.lost(packagesKind);
  if (lost !== undefined) {
    // Whatever of them came before it was cut off is ours.
    await context.claim(packages(choice.server.id, lost.name));
  }
  const wanted = missingTools(context, tools, manager);
  const { asked, fresh } = await context.send(() => onServer(context, choice, async (shell) => {
    if (lost !== undefined && manager.repair !== undefined) {
      await runOrFail(shell, asRoot(choice, manager.repair), repairLimitMs);
    }
    return await lookUp(context, shell, choice, wanted, manager);
  }));
  if (fresh.length > 0) {
    await context.make(serverPackagesMaker, { name: fresh.join(' '), asked, manager, serverId: choice.server.id });
  }
}
