import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/model/check';
import type { Network } from '../../../../src/model/network';
import { namesCheck } from '../../../../src/diagnose/checks/names';
import type { CheckRequest } from '../../../../src/diagnose/request';
import { brokers } from '../outcomes';
import { contextOf, from, instanceWith, kafkaWords, laptop, namedNetwork, requestFor, server, vantageOf, withCode } from '../support';

describe('the check of the names', () => {
  const never = new AbortController().signal;
  const all = (...addresses: readonly (readonly string[])[]) => Object.fromEntries(brokers.map(({ host }, at) => [host, addresses[at] ?? addresses[0] ?? []]));
  const check = namesCheck(kafkaWords, ['server', 'tunnel']);

  async function find(names: Readonly<Record<string, readonly string[]>>, more: Partial<CheckRequest> = {}, resolvesPrivateNames = false): Promise<Finding> {
    const vantage = vantageOf('local', 'this laptop', namedNetwork(names), { resolvesPrivateNames });
    return check.run((await contextOf(requestFor(brokers, { vantages: from(vantage), ...more }))).context, never);
  }

  it('is called after the members, and hangs on what the vantage asks first', () => {
    assert.deepEqual([check.id, check.title, check.dependsOn], ['names', 'Names of the brokers', ['server', 'tunnel']]);
  });

  it('passes when every name has an address, and shows the first four', async () => {
    const found = await find(all(['10.0.0.1', '10.0.0.2'], ['10.0.0.2', '10.0.0.3'], ['10.0.0.4', '10.0.0.5']));
    assert.deepEqual([found.state, found.code, found.summary], ['passed', 'ok', '3 of 3 names, 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4']);
    assert.equal(found.evidence[0], 'kafka-0.guid.private.test → 10.0.0.1, 10.0.0.2');
    assert.deepEqual(found.members?.map(({ addresses }) => addresses?.[0]), ['10.0.0.1', '10.0.0.2', '10.0.0.4']);
  });

  it('fails where some names are not known, whoever looks', async () => {
    const found = await find({ [brokers[0]?.host ?? '']: ['10.0.0.1'] });
    assert.deepEqual([found.state, found.code], ['failed', 'dns.nxdomain']);
    assert.match(found.summary, /^1 of 3 names resolve: No address for kafka-1/);
  });

  describe('where no private name is known', () => {
    it('is as expected from outside the private network', async () => {
      const found = await find({});
      assert.deepEqual([found.state, found.code, found.summary, found.cause], [
        'expected', 'dns.nxdomain', 'private names, not resolvable here (expected without a VPN)', 'The names are private: this laptop is not inside the VPC.',
      ]);
      assert.equal(found.remedy?.command, 'privateConnect.connectPrivately');
      assert.equal(found.members?.length, 3);
    });

    it('has nothing to cure where another vantage is meant', async () => {
      const [here, there] = [laptop(namedNetwork({})), vantageOf('server', 'build-box', namedNetwork({}))];
      const request = requestFor(brokers, { vantages: { all: [here, there], meant: 'local' } });
      const { context } = await contextOf(request);
      const aside = await check.run({ ...context, isMeant: false }, never);
      assert.deepEqual([aside.state, aside.remedy], ['expected', undefined]);
    });

    it('fails from a vantage that should know it', async () => {
      const found = await find({}, {}, true);
      assert.deepEqual([found.state, found.code], ['failed', 'dns.nxdomain']);
      assert.match(found.summary, /^none of 3 names resolve/);
    });

    it('fails where the name server itself does', async () => {
      const silent: Network = { ...namedNetwork({}), resolve: () => Promise.reject(withCode('ETIMEOUT')) };
      const found = await find({}, { vantages: from(laptop(silent)) });
      assert.deepEqual([found.state, found.code], ['failed', 'dns.timeout']);
    });

    it('is told of a public instance without a word of a VPC, and without an offer to connect it privately', async () => {
      const connectable = { possible: false, why: 'It is public only.', next: 'Use an Enterprise instance, or reach this one over the internet.' } as const;
      for (const privateNames of [[], ['kafka-0.private.test']]) {
        const found = await find({}, { instance: instanceWith(brokers, { access: 'public', privateNames, connectable }) });
        assert.equal(found.state, 'failed', 'names that everyone should know are not expected to be unknown');
        assert.match(found.cause ?? '', /^The name server of the machine that asked does not know these public names: /);
        assert.doesNotMatch(`${found.cause} ${found.remedy?.title}`, /VPC|private|gateway/i);
        assert.equal(found.remedy?.command, undefined);
      }
    });

    it('offers no second connection where there is one', async () => {
      const found = await find({}, { connectionId: 'c1' }, true);
      assert.deepEqual([found.code, found.remedy], ['dns.nxdomain', { title: 'Plan Again', command: 'privateConnect.planAgain' }]);
    });

    it('offers none to an instance that takes none, and says what to do instead', async () => {
      const connectable = { possible: false, why: 'It is being made.', next: 'Wait until it is active, then refresh.' } as const;
      const found = await find({}, { instance: instanceWith(brokers, { connectable }) }, true);
      assert.deepEqual(found.remedy, { title: 'Wait until it is active, then refresh' });
    });

    it('fails where the names are public', async () => {
      const open = (more: Parameters<typeof instanceWith>[1]) => find({}, { instance: instanceWith(brokers, more) });
      assert.equal((await open({ access: 'public', privateNames: [] })).state, 'failed');
      assert.equal((await open({ access: 'public-and-private', privateNames: ['*.private.test'] })).state, 'expected');
      assert.equal((await open({ access: 'private', privateNames: [] })).state, 'expected');
    });
  });

  describe('held against the endpoint gateway', () => {
    const gateway = (...addresses: readonly string[]) => ({ gateways: [{ name: 'orders-gateway', addresses }] });

    it('fails for every member when one name leads elsewhere', async () => {
      const found = await find(all(['10.249.1.4'], ['10.249.1.4', '166.9.1.1'], ['10.9.9.9']), gateway('10.249.1.4', '10.249.65.4'));
      const summary = 'the names lead to 166.9.1.1, 10.9.9.9, not to orders-gateway';
      assert.deepEqual([found.state, found.code, found.summary], ['failed', 'dns.wrong-address', summary]);
      assert.equal(found.evidence.at(-1), 'orders-gateway has 10.249.1.4, 10.249.65.4');
      assert.equal(found.evidence.length, 4);
      assert.match(found.cause ?? '', /old name server/);
      assert.match(found.remedy?.title ?? '', /this laptop/);
      const seenThere = await find({}, { ...gateway('10.249.1.4'), vantages: from(server(namedNetwork(all(['10.9.9.9'])))) });
      assert.match(seenThere.remedy?.title ?? '', /161\.26\.0\.7/);
      assert.deepEqual(found.members?.map(({ passed, code, detail }) => [passed, code, detail]), brokers.map(() => [false, 'dns.wrong-address', summary]));
    });

    it('holds them against all gateways that may be come through', async () => {
      const gateways = [{ name: 'first', addresses: ['10.1.0.4'] }, { name: 'second', addresses: ['10.2.0.4'] }];
      assert.equal((await find(all(['10.2.0.4']), { gateways })).state, 'passed');
      const found = await find(all(['10.3.0.4']), { gateways });
      assert.deepEqual([found.summary, found.evidence.slice(-2)], [
        'the names lead to 10.3.0.4, not to first or second', ['first has 10.1.0.4', 'second has 10.2.0.4'],
      ]);
      assert.equal((await find(all(['10.3.0.4']), { gateways: [...gateways, { name: 'young', addresses: [] }] })).state, 'passed');
    });

    it('passes when all lead there, and when there is nothing to hold them against', async () => {
      assert.equal((await find(all(['10.249.1.4']), gateway('10.249.1.4', '10.249.65.4'))).state, 'passed');
      assert.equal((await find(all(['10.249.1.4']), gateway('0.0.0.0'))).state, 'passed');
      assert.equal((await find(all(['10.249.1.4']), gateway())).state, 'passed');
      assert.equal((await find(all(['10.249.1.4']))).state, 'passed');
    });

    it('does not count an address that is not allocated yet', async () => {
      const found = await find(all(['0.0.0.0']), gateway('10.249.1.4', '0.0.0.0'));
      assert.equal(found.code, 'dns.wrong-address');
      assert.equal(found.evidence.at(-1), 'orders-gateway has 10.249.1.4');
    });
  });

  it('says that the instance names nobody', async () => {
    const found = await find({}, { instance: instanceWith([]) });
    assert.deepEqual([found.state, found.code, found.summary, found.evidence], ['failed', 'dns.no-names', 'the instance names no broker', []]);
    assert.match(found.cause ?? '', /no bootstrap servers/);
    assert.match(found.remedy?.title ?? '', /^Refresh/);
  });
});
