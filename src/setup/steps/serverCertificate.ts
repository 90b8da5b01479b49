import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import { Fact } from '../facts';
import { contentOf, hashOf, serverFile, serverFileMaker } from '../makers/serverFile';
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
    serverStep(choice, 'The certificate is written to it over SSH.', async ({ facts }, shell) => {
      facts.set(thereFact, { hash: await contentOf(shell, path) });
      return '';
    }),
    {
      id: 'certificate', title: `File ${visible(path, 200)} on ${visible(server.name, 80)}`,
      why: `Clients on the server trust by it what it signed: ${visible(about, 200)}. Everybody there may read it.`,
      find: ({ facts }) => {
        const there = facts.get(thereFact)?.hash;
        return Promise.resolve(there === undefined
          ? missing(`${pem.length} bytes, mode 0644`)
          : there === hash
            ? exists(serverFile(server.id, path, hash))
            : blocked(`There is another file at ${path}, which is not written over.`, 'Send it to a file of another name.'));
      },
      create: async (context) => {
        await context.make(serverFileMaker, { name: path, serverId: server.id, text: pem });
      },
      ready: async (context) => {
        const there = await context.read(() => onServer(context, choice, (shell) => contentOf(shell, path)));
        if (there !== hash) {
          throw new Failure({
            code: 'server.file', what: `Could not write ${visible(path, 200)} on ${visible(server.name, 80)}`,
            why: 'What is read back is not what was sent.', next: 'Look at the server, then go on with Retry From Here.',
          });
        }
        return '';
      },
      price: free,
    },
  ];
}
