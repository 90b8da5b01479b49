import { connect } from 'node:net';
import type { LabClient } from '../../client';
import type { Outcome, Target } from './prediction';

/** What should answer is waited for as long as it takes, what should be silent for a moment. */
const [answerMs, silentMs] = [20_000, 700];

/** What packets on the path really do: TCP from the laptop, and from the server's own namespace whatever its SSH does. */
export async function observed(lab: LabClient, serverName: string, floatingAddress: string, target: Target, expected: Outcome): Promise<Outcome> {
  if (!await answersSsh(floatingAddress, expected.ssh ? answerMs : silentMs)) return { ssh: false, names: undefined, gateway: undefined };
  const { id } = await lab.hostNamed(serverName);
  const [names, ...answers] = await Promise.all([
    lookUp(lab, id, target.name, expected.names === 'unanswered' ? 1 : answerMs / 1000),
    ...target.addresses.map(async (address): Promise<[string, boolean]> => [address, await answers9093(lab, id, address, expected.gateway?.[address] === true ? answerMs : silentMs)]),
  ]);
  return { ssh: true, names, gateway: Object.fromEntries(answers) };
}

function answersSsh(address: string, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 22 });
    const end = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(false), withinMs);
    socket.once('data', (greeting) => end(greeting.toString().startsWith('SSH-2.0-OpenSSH')));
    socket.once('error', () => end(false));
  });
}

async function lookUp(lab: LabClient, host: string, name: string, seconds: number): Promise<Outcome['names']> {
  const { out } = await lab.run(host, ['dig', `+time=${seconds}`, '+tries=1', name]);
  return out.includes('status: NOERROR') ? 'known' : out.includes('status: NXDOMAIN') ? 'unknown' : 'unanswered';
}

async function answers9093(lab: LabClient, host: string, address: string, withinMs: number): Promise<boolean> {
  const { code } = await lab.run(host, ['timeout', String(withinMs / 1000), 'bash', '-c', `exec 3<>/dev/tcp/${address}/9093`]);
  return code === 0;
}
