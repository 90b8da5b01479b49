import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { CheckTarget } from '../checks/checkTarget';
import { inTime } from '../inTime';
import type { Session } from '../session/session';
import type { Services } from './services';
import { askInstance, givenConnection } from './asking';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.checkConnectivity' | 'privateConnect.checkAgain' | 'privateConnect.cancelCheck' | 'privateConnect.copyReport';

/** A whole check has as many probes as members, on two ways: each has its own limit, and this is the limit of all. */
const limitMs = 300_000;

export const checkCommands: Handlers<Id> = {
  'privateConnect.checkConnectivity': {
    failed: t('Could not check the connectivity'),
    async run(invocation) {
      const target = await targetOf(invocation);
      if (target !== undefined) {
        await check(invocation.services, target);
      }
    },
  },
  'privateConnect.checkAgain': {
    failed: t('Could not check the connectivity'),
    async run(invocation) {
      const target = lookedAt(invocation) ?? await targetOf(invocation);
      if (target !== undefined) {
        await check(invocation.services, target);
      }
    },
  },
  'privateConnect.cancelCheck': {
    failed: t('Could not cancel the check'),
    run(invocation) {
      const { subject, services } = invocation;
      const target = subject?.kind === 'target' ? subject.target : lookedAt(invocation);
      if (target === undefined || !services.latestChecks.cancel(target)) {
        throw new Failure({
          code: 'ui.nothing-to-cancel', what: t('There is no check to cancel'), why: t('None is running.'), next: t('Check the connectivity first.'),
        });
      }
      return Promise.resolve();
    },
  },
  'privateConnect.copyReport': {
    failed: t('Could not copy the report'),
    async run(invocation) {
      const { services, subject } = invocation;
      const target = subject === undefined ? lookedAt(invocation) : await targetOf(invocation);
      const report = target === undefined ? undefined : services.latestChecks.state(target)?.report;
      if (report === undefined) {
        throw new Failure({
          code: 'ui.nothing-checked', what: t('There is no report yet'), why: t('Nothing was checked in this window.'),
          next: t('Check the connectivity first.'),
        });
      }
      await services.editor.copy((await import('../../diagnose/markdown')).reportAsMarkdown(report));
    },
  },
};

/** Opens the panel at once: results arrive in it. */
async function check(services: Services, target: CheckTarget): Promise<void> {
  services.panels.open(target);
  await inTime(t('Could not check the connectivity'), limitMs, (signal) => services.latestChecks.check(target, signal));
}

/** From the palette: what the panel in front is about, else what was checked last. */
function lookedAt({ services, subject }: Invocation): CheckTarget | undefined {
  return subject === undefined ? services.panels.active ?? services.latestChecks.last : undefined;
}

/** What a command is about: what it was started on, else an instance that is asked for, by its best connection. */
export async function targetOf({ services, subject }: Invocation): Promise<CheckTarget | undefined> {
  const session = await services.sessions.required();
  if (subject?.kind === 'target') {
    return subject.target;
  }
  const given = givenConnection(session, subject);
  if (given !== undefined) {
    return { instanceCrn: given.instance.crn, instanceName: given.instance.name, connectionId: given.id };
  }
  const instance = subject?.kind === 'instance' ? subject.instance : await askInstance(session, services.prompter, t('Which instance?'));
  if (instance === undefined) {
    return undefined;
  }
  return { instanceCrn: instance.crn, instanceName: instance.name, connectionId: bestConnection(session, instance.crn) };
}

/** A finished one, else one that was begun: what stands of its path is shown. What is only planned, or was undone, leads nowhere. */
function bestConnection({ setup }: Session, instanceCrn: string): string | undefined {
  const states = new Map(setup.views().map(({ connectionId, state }) => [connectionId, state]));
  const leading = setup.ways().filter(({ instance }) => instance.crn === instanceCrn);
  const begun = leading.filter(({ id }) => !['plan', 'undone'].includes(states.get(id) ?? 'plan'));
  return (leading.find(({ id }) => states.get(id) === 'done') ?? begun[0])?.id;
}
