import { join } from 'node:path';
import { mapped } from '../../../../src/ui/prompts/answers';
import { routeQuestions, type QuestionTools, type RouteQuestions, type RouteQuestionsEntry } from '../../../../src/ui/routes/routeQuestions';
import type { BorrowedChoices } from './route';

interface Answers {
  readonly host?: string | undefined;
}

/** Asks one thing: whose host it is. */
function ask({ prompter, cloud, environment, accountId }: QuestionTools): RouteQuestions {
  return routeQuestions<Answers>({
    questions: () => [async (answers, { instance }, position) => mapped(await prompter.pick<string>({
      position,
      placeholder: 'Whose host?',
      items: async (signal) => (await cloud.vpc(instance.region).listVirtualServers({}, signal)).map(({ name }) => ({ label: name, value: name })),
      isCurrent: (name) => name === answers.host,
    }), (host) => ({ host }))],
    choices: async ({ host = '' }, { instance }): Promise<BorrowedChoices> => {
      const { signal } = new AbortController();
      const vpc = cloud.vpc(instance.region);
      const [servers, addresses, groups] = await Promise.all([
        vpc.listVirtualServers({}, signal), vpc.listFloatingIps(signal), cloud.resources.listResourceGroups(accountId, signal),
      ]);
      const server = servers.find(({ name }) => name === host);
      const address = addresses.find(({ targetId }) => targetId === server?.primaryInterface?.id);
      return {
        vpc: { id: server?.vpc.id ?? '', name: server?.vpc.name ?? '' },
        zone: server?.zone ?? '',
        host: {
          name: host, inside: server?.primaryInterface?.address ?? '', outside: address?.address ?? '',
          key: join(environment.sshFolder, 'sandbox_build_box'),
        },
        resourceGroupId: groups[0]?.id ?? '',
      };
    },
  }, {});
}

export const borrowedQuestions: RouteQuestionsEntry = {
  id: 'borrowed', title: 'Over a borrowed host', detail: 'Somebody else\'s.', load: () => Promise.resolve(ask),
};
