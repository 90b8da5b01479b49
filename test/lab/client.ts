import { askSocket } from '../../src/sandbox/unixSocket';
import type { Fault } from './faults/fault';
import type { BrokerFault } from './kafka/faults';
import type { KafkaChange } from './machine/kafkaChange';
import type { Ran } from './machine/run';

/** A lab as those see it that are in it, or beside it: by its socket. */
export interface LabClient {
  readonly socket: string;
  hosts(): Promise<readonly LabHost[]>;
  /** A host by its id. */
  host(id: string): Promise<LabHost>;
  /** A host by the name that people gave it: a virtual server's, say. */
  hostNamed(name: string): Promise<LabHost>;
  /** Runs a program on a host, to its end. */
  run(hostId: string, command: readonly string[], options?: { readonly input?: string; readonly limitMs?: number }): Promise<Ran>;
  /** Makes something go wrong, at once; what it resolves to heals it. */
  fault(fault: Fault): Promise<() => Promise<void>>;
  /** Breaks the way to one broker, by its name, or to `all`; what it resolves to heals it. */
  brokerFault(broker: string, fault: BrokerFault): Promise<() => Promise<void>>;
  /** Stops a broker in good order; what it resolves to starts it again. */
  stopBroker(node: number): Promise<() => Promise<void>>;
}

export interface LabHost {
  readonly id: string;
  readonly name: string;
  /** Of its first process, as the lab sees it. */
  readonly pid: number;
}

/** Tells programs in a lab where its socket is: the sandbox takes its network from there. */
export const labVariable = 'PRIVATE_CONNECT_SANDBOX_PLANE';

/** The lab that this process is in. */
export function thisLab(): LabClient {
  const socket = process.env[labVariable];
  if (socket === undefined) throw new Error('This is not in a lab: start the tests with "npm run test:lab".');
  return labAt(socket);
}

export function labAt(socket: string): LabClient {
  const kafka = async (change: KafkaChange): Promise<void> => {
    await ask(socket, 'POST', '/kafka', change);
  };
  const hosts = async (): Promise<readonly LabHost[]> => JSON.parse(await ask(socket, 'GET', '/hosts')) as LabHost[];
  const find = async (what: 'id' | 'name', wanted: string): Promise<LabHost> => {
    const all = await hosts();
    const found = all.find((host) => host[what] === wanted);
    if (found === undefined) throw new Error(`The lab has no host "${wanted}": ${all.map((host) => host[what]).join(', ')}.`);
    return found;
  };
  return {
    socket, hosts, host: (id) => find('id', id), hostNamed: (name) => find('name', name),
    run: async (host, command, options = {}) => JSON.parse(await ask(socket, 'POST', '/run', { host, command, ...options })) as Ran,
    fault: async (fault) => {
      const id = Number(await ask(socket, 'POST', '/faults', fault));
      return async () => {
        await ask(socket, 'DELETE', '/faults', id);
      };
    },
    brokerFault: async (broker, fault) => {
      await kafka({ kind: 'fault', broker, fault });
      return () => kafka({ kind: 'fault', broker });
    },
    stopBroker: async (node) => {
      await kafka({ kind: 'stop', node });
      return () => kafka({ kind: 'start', node });
    },
  };
}

function ask(socketPath: string, method: string, path: string, body?: unknown): Promise<string> {
  return askSocket(socketPath, method, path, body === undefined ? '' : JSON.stringify(body));
}
