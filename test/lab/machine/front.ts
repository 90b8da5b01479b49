import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { SignInAnswer, VpnNews } from '../../../src/sandbox/clientVpn';
import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import type { Fault } from '../faults/fault';
import type { Host } from './host';
import type { KafkaChange } from './kafkaChange';
import { ran } from './run';

/** What the lab does for those who talk to it over its socket. */
export interface Lab {
  readonly authority: string;
  apply(truth: NetworkTruth): Promise<void>;
  hosts(): readonly Host[];
  /** Makes something go wrong; the number by which it is healed. */
  break(fault: Fault): Promise<number>;
  heal(id: number): Promise<void>;
  kafka(change: KafkaChange): Promise<void>;
  /** What is new with the clients of VPN servers, once there is something. */
  vpn(answers: readonly SignInAnswer[]): Promise<VpnNews>;
}

/** A program to be run on a host. */
export interface RunRequest {
  readonly host: string;
  readonly command: readonly string[];
  readonly input?: string;
  readonly limitMs?: number;
}

type Answer = (body: string) => Promise<string>;

/** Listens on a Unix socket: a file, so every namespace can reach it. What fails is answered with 500 and its words. */
export async function listen(path: string, lab: Lab): Promise<void> {
  const answers: Readonly<Record<string, Answer>> = {
    'GET /authority': () => Promise.resolve(lab.authority),
    'GET /hosts': () => Promise.resolve(JSON.stringify(lab.hosts().map(({ id, name, pid }) => ({ id, name, pid })))),
    'POST /apply': async (body) => {
      await lab.apply(JSON.parse(body) as NetworkTruth);
      return '';
    },
    'POST /faults': async (body) => JSON.stringify(await lab.break(JSON.parse(body) as Fault)),
    'DELETE /faults': async (body) => {
      await lab.heal(Number(body));
      return '';
    },
    'POST /kafka': async (body) => {
      await lab.kafka(JSON.parse(body) as KafkaChange);
      return '';
    },
    'POST /vpn': async (body) => JSON.stringify(await lab.vpn(JSON.parse(body) as SignInAnswer[])),
    'POST /run': async (body) => {
      const request = JSON.parse(body) as RunRequest;
      const host = lab.hosts().find(({ id }) => id === request.host);
      if (host === undefined) throw new Error(`There is no host "${request.host}": ${lab.hosts().map(({ id }) => id).join(', ')}.`);
      return JSON.stringify(await ran(host.enter(request.command), request));
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[`${request.method ?? ''} ${request.url ?? ''}`];
    const done = answer === undefined ? Promise.reject(new Error(`There is no ${request.method ?? ''} ${request.url ?? ''}.`)) : bodyOf(request).then(answer);
    done.then((text) => response.writeHead(200).end(text), (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)));
  });
  server.listen(path);
  await once(server, 'listening');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
