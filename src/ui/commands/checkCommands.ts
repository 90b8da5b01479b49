import { Failure } from '../../model/failure';
import type { DeskTarget } from '../checks/checkDesk';
import { inTime } from '../inTime';
import type { Services } from '../services';
import { askInstance } from './asking';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.checkConnectivity' | 'privateConnect.checkAgain' | 'privateConnect.copyReport';

/** A whole check has as many probes as brokers, on two ways: each has its own limit, and this is the limit of all. */
const limitMs = 300_000;

export const checkCommands: Handlers<Id> = {
  'privateConnect.checkConnectivity': {
    failed: 'Could not check the connectivity',
    async run(invocation) {
      const target = await targetOf(invocation);
      if (target !== undefined) {
        await check(invocation.services, target);
      }
    },
  },
  'privateConnect.checkAgain': {
    failed: 'Could not check the connectivity',
    async run({ services, subject }) {
      const target = (subject === undefined ? services.panels.active ?? services.desk.last : undefined) ?? await targetOf({ services, subject });
      if (target !== undefined) {
        await check(services, target);
      }
    },
  },
  'privateConnect.copyReport': {
    failed: 'Could not copy the report',
    async run({ services, subject }) {
      const target = await checkedTarget({ services, subject });
      const report = services.desk.state(target)?.report;
      if (report !== undefined) {
        await services.copy((await import('../../diagnose/markdown')).reportAsMarkdown(report));
      }
    },
  },
};

/** Opens the panel at once: results arrive in it. */
async function check(services: Services, target: DeskTarget): Promise<void> {
  services.panels.open(target);
  await inTime('Could not check the connectivity', limitMs, (signal) => services.desk.check(target, signal));
}

/** What a command is about: what it was started on, else an instance that is asked for, by its best connection. */
export async function targetOf({ services, subject }: Invocation): Promise<DeskTarget | undefined> {
  const session = await services.sessions.required();
  if (subject?.kind === 'target') {
    return subject.target;
  }
  const id = subject?.kind === 'run' || subject?.kind === 'step' ? subject.run.connectionId : subject?.kind === 'connection' ? subject.connection.id : undefined;
  const given = session.setup.connections().find((connection) => connection.id === id);
  if (given !== undefined) {
    return { instanceCrn: given.instance.crn, instanceName: given.instance.name, connectionId: given.id };
  }
  const instance = subject?.kind === 'instance' ? subject.instance : await askInstance(session, services.prompter, 'Which instance?');
  if (instance === undefined) {
    return undefined;
  }
  const done = new Set(session.setup.views().filter(({ state }) => state === 'done').map(({ connectionId }) => connectionId));
  const connection = session.setup.connections().find((each) => each.instance.crn === instance.crn && done.has(each.id));
  return { instanceCrn: instance.crn, instanceName: instance.name, connectionId: connection?.id };
}

/** What was checked: the panel in front, else the last one. */
async function checkedTarget({ services, subject }: Invocation): Promise<DeskTarget> {
  const target = subject === undefined ? services.panels.active ?? services.desk.last : await targetOf({ services, subject });
  if (target === undefined || services.desk.state(target) === undefined) {
    throw new Failure({ code: 'ui.nothing-checked', what: 'There is no report yet', why: 'Nothing was checked in this window.', next: 'Check the connectivity first.' });
  }
  return target;
}
