import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { Fact } from '../facts';
import { contentOf, contentWithoutDraft, hashOf, serverFile, serverFileMaker, wantedHash } from '../makers/serverFile';
import type { ServerChoice } from '../server/access';
import { onServer } from '../server/shell';
import { blocked, exists, missing } from '../standing';
import { serverStep } from './server';
import { free, type Step } from './step';

/** What is at the file's place. */
const thereFact = new Fact<{ readonly hash: string | undefined }>('What is in the file');

export interface ServerCertificate {
  /** Of the file; one that is not absolute is in the login user's home. */
  readonly path: string;
  readonly pem: string;
  /** Whose certificate it is. */
  readonly about: string;
}

/** A certificate in a file on a server: the server itself, and the file. */
export function serverCertificateSteps(choice: ServerChoice, { path, pem, about }: ServerCertificate): readonly Step[] {
  const { server } = choice;
  const hash = hashOf(pem);
  return [
    serverStep(choice, t('The certificate is written to it over SSH.'), async ({ facts }, shell) => {
      facts.set(thereFact, { hash: await contentOf(shell, path) });
      return '';
    }),
    {
      id: 'certificate', title: t('File {0} on {1}', visible(path, 200), visible(server.name, 80)),
      why: t('Clients on the server trust by it what it signed: {0}. Everybody there may read it.', visible(about, 200)),
      knows: (facts) => facts.set(wantedHash, hash),
      find: ({ facts }) => {
        const there = facts.get(thereFact)?.hash;
        return Promise.resolve(there === undefined
          ? missing(t('{0} bytes, mode 0644', pem.length))
          : there === hash
            ? exists(serverFile(server.id, path, hash))
            : blocked(t('There is another file at {0}, which is not written over.', path), t('Send it to a file of another name.')));
      },
      create: async (context) => {
        await context.make(serverFileMaker, { name: path, serverId: server.id, text: pem });
      },
      ready: async (context) => {
        const there = await context.read(() => onServer(context, choice, (shell) => contentWithoutDraft(context, shell, path)));
        if (there !== hash) {
          throw new Failure({
            code: 'server.file', what: t('Could not write {0} on {1}', visible(path, 200), visible(server.name, 80)),
            why: t('What is read back is not what was sent.'), next: t('Look at the server, then go on with Retry From Here.'),
          });
        }
        return '';
      },
      price: free,
    },
  ];
}
