import type { Question } from '../prompts/answers';
import { t } from '../../model/l10n';
import type { PartAnswers } from './partAnswers';
import type { ServerAnswers } from './onServerAnswers';
import type { PartTools } from './questions';
import { askRegion } from './questions';
import type { Part } from './shape';
import { askAddress, askCertificate, askKey, askPath, askSignIn, askServer, askTools, signInTo } from './onServerQuestions';

/** What is done on a server that exists, over SSH. */
export const onServerParts = {
  clientTools: {
    title: t('Install Client Tools'),
    prepare: signInTo,
    questions: (tools, given, { onServer }) => [...whichServer(tools, given, onServer), askTools(tools)],
    choices: (answers) => ({ part: 'client-tools', ...serverOf(answers), tools: answers.onServer?.tools }),
  },
  certificate: {
    title: t('Send Certificate to Server'),
    prepare: signInTo,
    questions: (tools, given, { onServer }) => [...whichServer(tools, given, onServer), askCertificate(tools), askPath(tools)],
    choices: (answers) => {
      const { path, certificate } = answers.onServer ?? {};
      return { part: 'certificate', ...serverOf(answers), path, pem: certificate?.pem, about: certificate?.about };
    },
  },
} satisfies Readonly<Record<string, Part>>;

function whichServer(tools: PartTools, given: PartAnswers, answers: ServerAnswers | undefined): readonly Question<PartAnswers>[] {
  return [
    ...(given.region === undefined ? [askRegion(tools)] : []),
    ...(given.server === undefined ? [askServer(tools)] : []),
    ...(answers?.isKnown === true ? [] : [askAddress(tools), askSignIn(tools), askKey(tools)]),
  ];
}

function serverOf({ server, onServer: { address, through, login, key } = {} }: PartAnswers): object {
  return { name: server?.name, server, address, through, loginUser: login?.user, sshPort: login?.port, key };
}
