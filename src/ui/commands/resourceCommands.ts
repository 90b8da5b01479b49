import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { ShownResource } from '../editor/editor';
import { noticeText } from '../noticeText';
import type { Prompter } from '../prompts/answers';
import type { Session } from '../session/session';
import { consolePage } from '../tree/consolePage';
import type { Subject } from '../tree/node';
import { regionLabel } from '../tree/regionNames';
import { askInstance } from './asking';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.refresh' | 'privateConnect.retry' | 'privateConnect.filter' | 'privateConnect.clearFilter'
  | 'privateConnect.chooseRegions' | 'privateConnect.showDetails' | 'privateConnect.openInConsole' | 'privateConnect.copyCrn' | 'privateConnect.copyName'
  | 'privateConnect.copyError' | 'privateConnect.loadMore' | 'privateConnect.pinToTop' | 'privateConnect.unpin';

export const resourceCommands: Handlers<Id> = {
  'privateConnect.refresh': {
    failed: t('Could not refresh'),
    async run({ services }) {
      await services.accounts.tryAgain();
      services.resources.refresh();
      // What other windows planned, ran and undid since.
      await (await services.sessions.current())?.setup.load();
      services.trees.activity.paint();
    },
  },
  'privateConnect.retry': {
    failed: t('Could not try again'),
    run({ subject }) {
      if (subject?.kind === 'failure' || subject?.kind === 'region') {
        subject.retry();
      }
      return Promise.resolve();
    },
  },
  'privateConnect.copyError': {
    failed: t('Could not copy the error'),
    async run({ services, subject }) {
      const failure = subject?.kind === 'failure' ? subject.failure : subject?.kind === 'step' ? subject.step.failure : undefined;
      if (failure !== undefined) {
        await services.editor.copy(`${noticeText(failure)} [${failure.code}]`);
      }
    },
  },
  'privateConnect.loadMore': {
    failed: t('Could not load more'),
    run({ subject }) {
      if (subject?.kind === 'more') {
        subject.showMore();
      }
      return Promise.resolve();
    },
  },
  'privateConnect.pinToTop': { failed: t('Could not pin it'), run: (invocation) => pin(invocation, true) },
  'privateConnect.unpin': { failed: t('Could not unpin it'), run: (invocation) => pin(invocation, false) },
  'privateConnect.filter': {
    failed: t('Could not filter'),
    async run({ services }) {
      const answer = await services.prompter.text({
        title: t('Filter Resources'),
        prompt: t('Shows resources whose name contains the text; leave it empty to show all'),
        placeholder: t('Part of a name'),
        value: services.resources.filter,
      });
      if (answer.kind === 'value') {
        await services.resources.setFilter(answer.value);
      }
    },
  },
  'privateConnect.clearFilter': {
    failed: t('Could not clear the filter'),
    run: ({ services }) => services.resources.setFilter(''),
  },
  'privateConnect.chooseRegions': { failed: t('Could not choose regions'), run: chooseRegions },
  'privateConnect.showDetails': {
    failed: t('Could not show the details'),
    async run({ services, subject }) {
      const session = await services.sessions.required();
      const shown = await resourceOf(subject, session, services.prompter, t('Which instance should be shown?'));
      if (shown !== undefined) {
        await services.editor.openDetails(shown);
      }
    },
  },
  'privateConnect.openInConsole': { failed: t('Could not open the console'), run: openInConsole },
  'privateConnect.copyCrn': { failed: t('Could not copy the CRN'), run: (invocation) => copy(invocation, ({ crn }) => crn) },
  'privateConnect.copyName': { failed: t('Could not copy the name'), run: (invocation) => copy(invocation, ({ name }) => name) },
};

async function chooseRegions({ services }: Invocation): Promise<void> {
  const { landscape } = await services.sessions.required();
  const chosen = services.settings.regions();
  const answer = await services.prompter.pickMany<string>({
    placeholder: t('Which regions should be shown? With none, all are.'),
    items: async (signal) => (await landscape.regions(signal)).map(({ name }) => ({ label: regionLabel(name), value: name })),
    isCurrent: (name) => chosen.includes(name),
  });
  if (answer.kind === 'value') {
    await services.settings.setRegions(answer.value);
  }
}

async function pin({ services, subject }: Invocation, isPinned: boolean): Promise<void> {
  if (subject?.kind === 'resource' || subject?.kind === 'instance') {
    await services.resources.pin(subject.kind === 'resource' ? subject.crn : subject.instance.crn, isPinned);
  }
}

async function openInConsole({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const shown = await resourceOf(subject, session, services.prompter, t('Which instance should be opened?'));
  if (shown === undefined) {
    return;
  }
  const page = shown.page ?? consolePage(shown.crn);
  if (page === undefined) {
    throw new Failure({
      code: 'ui.no-page', what: t('Could not open "{0}" in the console', shown.name), why: t('IBM Cloud names no page for it.'),
      next: t('Look for it at cloud.ibm.com/resources.'),
    });
  }
  await services.editor.openPage(page);
}

async function copy({ services, subject }: Invocation, text: (resource: ShownResource) => string): Promise<void> {
  const resource = await resourceOf(subject, await services.sessions.required(), services.prompter, t('Of which instance?'));
  if (resource !== undefined) {
    await services.editor.copy(text(resource));
  }
}

async function resourceOf(subject: Subject | undefined, session: Session, prompter: Prompter, placeholder: string): Promise<ShownResource | undefined> {
  if (subject?.kind === 'resource') {
    return subject;
  }
  return subject?.kind === 'instance' ? subject.instance : askInstance(session, prompter, placeholder);
}
