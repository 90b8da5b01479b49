import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { Failure } from '../../../src/model/failure';
import type { ServiceWords } from '../../../src/model/service';
import type { Check } from '../../../src/diagnose/checks/check';
import { eachMember, fold } from '../../../src/diagnose/checks/eachMember';
import type { ServiceChecks } from '../../../src/diagnose/services/serviceChecks';
import type { Identity } from '../kafka/support/certificates';
import { portOf } from '../kafka/support/kafkaPeer';

/** A service that the product does not have: a line in clear before TLS, then a line that asks for a greeting. */
export const pigeonWords: ServiceWords = { title: 'Pigeon Post', protocol: 'Pigeon', member: 'loft', members: 'lofts', port: 'ports 7000 and 7001' };

export interface Loft {
  readonly port: number;
  /** What was said to it, before TLS and after. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

/** A loft on loopback. A deaf one knows no TLS; a shy one greets nobody. */
export async function startLoft(identity: Identity, manner: 'good' | 'deaf' | 'shy' = 'good'): Promise<Loft> {
  const [heard, sockets]: [string[], Set<Socket>] = [[], new Set()];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (line: Buffer) => {
      heard.push(line.toString());
      socket.write(manner === 'deaf' ? 'NO\n' : 'YES\n');
      if (manner !== 'deaf') {
        greetOver(socket, identity, manner, heard);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server), heard,
    stop: () => new Promise((resolve) => {
      sockets.forEach((socket) => socket.destroy());
      server.close(() => resolve());
    }),
  };
}

function greetOver(socket: Socket, identity: Identity, manner: string, heard: string[]): void {
  const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ key: identity.key, cert: identity.cert }) });
  secured.on('error', () => socket.destroy());
  secured.on('data', (line: Buffer) => {
    heard.push(line.toString());
    secured.write(manner === 'shy' ? 'HUSH\n' : 'COO 3\n');
  });
}

/** Its checks: a greeting from every loft, then the same again from each under its own name. */
export const pigeonPost: ServiceChecks = {
  ladder() {
    let release = '';
    const greeting: Check = {
      id: 'greeting', title: 'Greeting', dependsOn: ['tls'],
      async run(context, signal) {
        const outcomes = await eachMember(context.probes, async ({ stream }) => {
          release = await greet(stream, signal);
          return [`greets as ${release}`];
        });
        context.learnt({ identity: { label: 'Release', value: release }, members: context.instance.members });
        return fold(outcomes, { passed: `release ${release}`, some: 'lofts greet' }, context.explain);
      },
    };
    const proof: Check = {
      id: 'lofts', title: 'Every loft', dependsOn: ['greeting'],
      async run(context, signal) {
        const outcomes = await eachMember(context.instance.members.map((member) => context.probe(member)), async (probe) => {
          await probe.resolve(signal);
          await probe.connect(signal);
          await probe.secure(signal);
          return [await greet(probe.stream, signal)];
        });
        // What the check before it learnt is there.
        return fold(outcomes, { passed: `all of release ${release}`, some: 'lofts can be used' }, context.explain);
      },
    };
    return [greeting, proof];
  },
  explanations: { 'pigeon.hush': { cause: 'The loft is asleep.', remedy: { title: 'Come back in the morning' } } },
  provesMembers: 'lofts',
  startTls: async (stream, signal) => {
    const answer = await ask(stream, 'FLY\n', signal);
    if (answer !== 'YES\n') {
      throw new Failure({ code: 'pigeon.no-tls', what: 'The loft knows no TLS', why: `It said ${answer.trim()}.`, next: 'Teach it.' });
    }
  },
};

async function greet(stream: Duplex, signal: AbortSignal): Promise<string> {
  const answer = await ask(stream, 'HELLO\n', signal);
  if (!answer.startsWith('COO ')) {
    throw new Failure({ code: 'pigeon.hush', what: 'No greeting', why: `It said ${answer.trim()}.`, next: 'Wait.' });
  }
  return answer.slice(4).trim();
}

function ask(stream: Duplex, line: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
    stream.once('data', (answer: Buffer) => {
      stream.pause();
      resolve(answer.toString());
    });
    stream.resume();
    stream.write(line);
  });
}
