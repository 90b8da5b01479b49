import { strict as assert } from 'node:assert';
import { gatewayAddress, workingTruth } from '../../unit/sandbox/network/truths';
import type { Fault } from '../faults/fault';
import { withFault, withFaults } from '../faults/withFaults';
import { LabNumbers } from '../network/numbers';
import { CannotMake } from '../network/plan';
import { planNetwork } from '../network/planNetwork';

const plan = planNetwork(workingTruth([]), new LabNumbers());
const server = 'server/server-1';

/** Each kind twice, and most of them at one host. */
const once: readonly Fault[] = [
  { kind: 'delay', host: server, milliseconds: 20 }, { kind: 'loss', host: server, percent: 10 }, { kind: 'mtu-black-hole', host: server, bytes: 1300 },
  { kind: 'udp-blocked', host: server }, { kind: 'link-down', host: server }, { kind: 'resolver-answers', host: 'vpc/vpc-1', answer: 'silent' },
  { kind: 'ssh-forwarding-off', host: server }, { kind: 'ssh-login', host: server, login: 'second-factor' }, { kind: 'ssh-host-key-changed', host: server }, { kind: 'listener', host: server, port: 22, behaviour: 'silent' },
  { kind: 'clock-skew', host: server, seconds: -60 },
];
const faults = new Map([...once, ...once].map((fault, at) => [at + 1, fault]));

describe('a plan with faults', () => {
  it('is the same in whatever order they were declared and others healed', () => {
    const wanted = withFaults(plan, faults);
    for (let turn = 1; turn < faults.size; turn += 1) {
      const pairs = [...faults];
      assert.deepEqual(withFaults(plan, new Map([...pairs.slice(turn), ...pairs.slice(0, turn)].reverse())), wanted);
    }
  });

  it('leaves the plan itself alone, and is that plan when all are healed', () => {
    const text = JSON.stringify(plan);
    withFaults(plan, faults);
    assert.equal(JSON.stringify(plan), text);
    assert.deepEqual(withFaults(plan, new Map()), plan);
  });

  it('differs by every single one of them', () => {
    for (const fault of once) assert.notDeepEqual(withFault(plan, 1, fault), plan, fault.kind);
    const all = withFaults(plan, faults);
    for (const [number] of faults) {
      const others = withFaults(plan, new Map([...faults].filter(([each]) => each !== number)));
      // A cable that is out cannot be pulled once more.
      if (faults.get(number)?.kind !== 'link-down') assert.notDeepEqual(all, others, String(number));
    }
  });

  it('has its rules at both ends of a wire, also where a delay was there before', () => {
    const { hosts } = withFaults(plan, new Map<number, Fault>([[1, { kind: 'delay', host: 'laptop', milliseconds: 20 }], [2, { kind: 'loss', host: 'laptop', percent: 10 }]]));
    assert.deepEqual(hosts.filter(({ tables }) => 'fault-2' in tables).map(({ id }) => id), ['internet', 'laptop']);
  });

  it('has no two things of one name', () => {
    const { hosts, wires, daemons } = withFaults(plan, faults);
    for (const list of [hosts, wires, daemons]) assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
    const devices = wires.flatMap(({ ends }) => ends.map(({ host, device }) => `${host} ${device}`));
    assert.equal(new Set(devices).size, devices.length);
    for (const { host } of [...daemons, ...wires.flatMap(({ ends }) => ends)]) assert.ok(hosts.some(({ id }) => id === host), host);
  });

  it('has none at a host that is not there, and to declare one there is refused by name', () => {
    for (const fault of once) {
      const nowhere = { ...fault, host: 'server/gone' };
      assert.equal(withFaults(plan, new Map([[1, nowhere]])), plan);
      assert.throws(() => withFault(plan, 1, nowhere), (error) => error instanceof CannotMake && error.message.includes('there is no host "server/gone"'), fault.kind);
    }
  });

  it('refuses what no network can have', () => {
    const impossible: readonly Fault[] = [
      { kind: 'delay', host: server, milliseconds: 0 }, { kind: 'loss', host: server, percent: 101 }, { kind: 'loss', host: server, percent: 0.5 },
      { kind: 'mtu-black-hole', host: server, bytes: 20 }, { kind: 'listener', host: server, port: 0, behaviour: 'close' }, { kind: 'clock-skew', host: server, seconds: NaN },
      { kind: 'loss', host: server, device: 'eth7', percent: 1 }, { kind: 'link-down', host: 'internet' }, { kind: 'link-down', host: `gateway/gateway-1/${gatewayAddress}` },
      { kind: 'ssh-host-key-changed', host: 'laptop' }, { kind: 'resolver-answers', host: 'laptop', answer: 'silent' }, { kind: 'clock-skew', host: 'provider', seconds: 1 },
      { kind: 'resolver-answers', host: 'internet', answer: { address: 'here' } },
    ];
    for (const fault of impossible) assert.throws(() => withFault(plan, 1, fault), CannotMake, JSON.stringify(fault));
  });
});
