// The lab itself, the first program in its namespaces:  main.ts FOLDER OPTIONS. It listens on FOLDER/socket and ends when its standard input
// does, so that it never outlives whoever started it; with it everything ends that it made.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyTruth, type NetworkTruth } from '../../../src/sandbox/dataPlane';
import { DeclaredFaults } from '../faults/declared';
import { realKafka } from '../kafka/service';
import { startMirror } from '../mirror/mirror';
import { packageMirror, serviceAddress } from '../network/addresses';
import { fixed } from '../network/fixedHosts';
import { LabNumbers } from '../network/numbers';
import { planNetwork } from '../network/planNetwork';
import { VpnClients } from '../vpn/clients';
import { VpnTunnels } from '../vpn/tunnels';
import { listen } from './front';
import { ownHost } from './host';
import { changeKafka } from './kafkaChange';
import { Machine } from './machine';
import { OneAtATime } from './oneAtATime';
import type { LabOptions } from '../options';

async function main(folder: string, options: LabOptions): Promise<void> {
  process.stdin.resume().once('end', () => process.exit(0)).once('error', () => process.exit(0));
  const state = join(folder, 'state');
  await mkdir(join(state, 'logs'), { recursive: true });
  const machine = new Machine(state, await ownHost(fixed.provider));
  const numbers = new LabNumbers();
  const turns = new OneAtATime();
  const faults = new DeclaredFaults();
  const vpn = new VpnClients();
  const tunnels = new VpnTunnels(() => vpn.wake());
  let truth = emptyTruth;
  const listenAt = (crn: string) => ({ host: serviceAddress(numbers.services.of(crn)), port: 9093 });
  const makingKafka = realKafka(({ crn }) => options.kafka !== undefined && crn.includes(options.kafka.guid), options.kafka?.topics ?? [], { listenAt, folder: state });
  const become = async (next: NetworkTruth): Promise<void> => {
    const plan = faults.in(planNetwork(next, numbers));
    // What can be planned is what is true from here on; what cannot has changed nothing.
    truth = next;
    await machine.become(plan);
    await vpn.follow(next, plan, machine.hosts());
    await tunnels.follow(next, plan, machine.hosts());
    await kafka.apply(next.services, next.tokenKeys);
  };
  const follow = (change: () => void): Promise<void> => turns.take(async () => {
    change();
    await become(truth);
  });
  const [kafka] = await Promise.all([makingKafka, machine.become(planNetwork(truth, numbers))]);
  if (options.packages !== undefined) await startMirror(options.packages, packageMirror);
  await listen(join(folder, 'socket'), {
    authority: kafka.authority,
    apply: (next) => turns.take(() => become(next)),
    hosts: () => machine.hosts(),
    break: async (fault) => {
      let id = 0;
      try {
        await follow(() => { id = faults.declare(fault, planNetwork(truth, numbers)); });
      } catch (error) {
        await follow(() => faults.heal(id));
        throw error;
      }
      return id;
    },
    heal: (id) => follow(() => faults.heal(id)),
    kafka: (change) => turns.take(() => changeKafka(kafka, change)),
    vpn: async (answers) => ({ ...await vpn.news(answers), tunnels: tunnels.all() }),
  });
  process.stdout.write('ready\n');
}

main(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '{}') as LabOptions).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exit(1);
});
