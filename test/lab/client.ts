import { request } from 'node:http';
import type { Fault } from './faults/fault';
import type { Ran } from './machine/run';

const limitMs = 120_000;

/** A lab as those see it that are in it, or beside it: by its socket. */
export interface LabClient {
  readonly socket: string;
  hosts(): Promise<readonly LabHost[]>;
  /** A host by its id. */
  host(id: string): Promise<LabHost>;
  /** Runs a program on a host, to its end. */
  run(hostId: string, command: readonly string[], options?: { readonly input?: string; readonly limitMs?: number }): Promise<Ran>;
  /** Makes something go wrong, at once; what it resolves to heals it. */
  fault(fault: Fault): Promise<() => Promise<void>>;
}

export interface LabHost {
  readonly id: string;
  /** Of its first process, as the lab sees it. */
  readonly pid: number;
}

/** The variable that tells programs in a lab where its socket is. */
export const labVariable = 'PRIVATE_CONNECT_LAB';

/** The lab that this process is in. */
export function thisLab(): LabClient {
  const socket = process.env[labVariable];
  if (socket === undefined) throw new Error('This is not in a lab: start the tests with "npm run test:lab".');
  return labAt(socket);
}

export function labAt(socket: string): LabClient {
  const hosts = async (): Promise<readonly LabHost[]> => JSON.parse(await ask(socket, 'GET', '/hosts')) as LabHost[];
  return {
    socket, hosts,
    host: async (id) => {
      const all = await hosts();
      const found = all.find((host) => host.id === id);
      if (found === undefined) throw new Error(`The lab has no host "${id}": ${all.map((host) => host.id).join(', ')}.`);
      return found;
    },
    run: async (host, command, options = {}) => JSON.parse(await ask(socket, 'POST', '/run', { host, command, ...options })) as Ran,
    fault: async (fault) => {
      const id = Number(await ask(socket, 'POST', '/faults', fault));
      return async () => {
        await ask(socket, 'DELETE', '/faults', id);
      };
    },
  };
}

function ask(socketPath: string, method: string, path: string, body?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const question = request({ socketPath, method, path, agent: false, signal: AbortSignal.timeout(limitMs) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
      answer.once('error', reject);
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    });
    question.once('error', reject);
    question.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
