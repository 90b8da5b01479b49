import type { Question } from '../prompts/answers';
import { t } from '../../model/l10n';
import type { PartAnswers } from './partAnswers';
import type { ServerAnswers } from './serverAnswers';
import type { PartTools } from './questions';
import { askRegion } from './questions';
import { askAddress, askCertificate, askKey, askPath, askServer, askTools, askUser, signInTo } from './serverQuestions';

/** What is done on a server that exists, over SSH. */
export const serverParts = {
  clientTools: {
    title: t('Install Client Tools'),
    prepare: signInTo,
    questions: (tools: PartTools, given: PartAnswers, { onServer }: PartAnswers) => [...whichServer(tools, given, onServer), askTools(tools)],
    choices: ({ onServer }: PartAnswers) => ({ part: 'client-tools', ...serverOf(onServer), tools: onServer?.tools }),
  },
  certificate: {
    title: t('Send Certificate to Server'),
    prepare: signInTo,
    questions: (tools: PartTools, given: PartAnswers, { onServer }: PartAnswers) => [
      ...whichServer(tools, given, onServer), askCertificate(tools), askPath(tools),
    ],
    choices: ({ onServer }: PartAnswers) => ({
      part: 'certificate', ...serverOf(onServer), path: onServer?.path, pem: onServer?.certificate?.pem, about: onServer?.certificate?.about,
    }),
  },
};

function whichServer(tools: PartTools, given: PartAnswers, answers: ServerAnswers | undefined): readonly Question<PartAnswers>[] {
  return [
    ...(given.region === undefined ? [askRegion(tools)] : []),
    ...(given.onServer?.server === undefined ? [askServer(tools)] : []),
    ...(answers?.isKnown === true ? [] : [askAddress(tools), askUser(tools), askKey(tools)]),
  ];
}

function serverOf({ server, address, loginUser, key }: ServerAnswers = {}): object {
  return { name: server?.name, server, address, loginUser, key };
}
