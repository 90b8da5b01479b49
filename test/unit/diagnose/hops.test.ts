import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CheckState } from '../../../src/model/check';
import type { Path, PlaceKind } from '../../../src/model/path';
import { hopsOf, type Drawn } from '../../../src/diagnose/hops';
import type { Outcome } from '../../../src/diagnose/outcome';
import { brokers, kafkaChecks, ladder, outcome, perBroker } from './outcomes';
import { directPath, serverPath } from './support';

describe('the picture of the path', () => {
  const drawn: Drawn = {
    path: serverPath, vantages: { meant: 'server' }, gateways: [{ name: 'orders-gateway', addresses: ['10.249.1.4', '10.249.65.4'] }],
    service: { words: { member: 'broker' } }, checks: { provesMembers: 'brokers' },
  };
  const draw = (outcomes: readonly Outcome[], more: Partial<Drawn> = {}) => hopsOf({ ...drawn, ...more }, brokers, outcomes);
  const states = (outcomes: readonly Outcome[], more: Partial<Drawn> = {}) => draw(outcomes, more).map((hop) => hop.state).join(' ');
  const details = (outcomes: readonly Outcome[], more: Partial<Drawn> = {}) => draw(outcomes, more).map((hop) => hop.detail);

  it('has a hop for each place and for each member, each with its name and what it is', () => {
    assert.deepEqual(draw([]).map(({ id, kind, what, name }) => [id, kind, what, name]), [
      ['machine', 'machine', 'machine', 'this laptop'], ['server', 'virtual-server', 'server', 'build-box'],
      ['gateway', 'endpoint-gateway', 'gateway', 'orders-gateway'],
      ['members-0', 'member', 'broker', 'kafka-0'], ['members-1', 'member', 'broker', 'kafka-1'], ['members-2', 'member', 'broker', 'kafka-2'],
    ]);
    assert.equal(draw([], { gateways: [] })[2]?.name, 'endpoint gateway');
    const whats: readonly [PlaceKind, string][] = [['vpn-server', 'VPN server'], ['vpn-gateway', 'VPN gateway'], ['office-gateway', 'office gateway']];
    for (const [kind, what] of whats) {
      const path: Path = [{ id: 'x', kind, name: 'x', details: [], reachedBy: '' }];
      assert.deepEqual(draw([], { path }).map((hop) => [hop.what, hop.name]), [[what, 'x']]);
    }
  });

  it('is all ok when all passed, with what was seen and the time that it took', () => {
    assert.equal(states(ladder(undefined)), 'ok ok ok ok ok ok');
    assert.deepEqual(draw(ladder(undefined)).map(({ detail, milliseconds }) => [detail, milliseconds]), [
      ['probes from here', undefined], ['server passed', 22], ['10.249.1.4, 10.249.65.4', 3], ['ok', 3], ['ok', 4], ['ok', 5],
    ]);
    const [, server, gateway] = draw(ladder(undefined).map((each) => ({ ...each, result: { ...each.result, summary: '' } })), { gateways: [] });
    assert.deepEqual([server?.detail, gateway?.detail], ['ok', 'ok']);
  });

  it('breaks at the hop that the check belongs to, and says there what was found', () => {
    assert.equal(states(ladder('server')), 'ok broken not-reached not-reached not-reached not-reached');
    assert.equal(states(ladder('names')), 'ok ok broken not-reached not-reached not-reached');
    assert.equal(states(ladder('tcp')), 'ok ok broken not-reached not-reached not-reached');
    assert.equal(states(ladder('tcp', [1])), 'ok ok ok not-reached broken not-reached');
    assert.equal(states(ladder('tls')), 'ok ok ok broken broken broken');
    assert.equal(states(ladder('sasl', [2])), 'ok ok ok not-reached not-reached broken');
    assert.equal(states(ladder('metadata')), 'ok ok ok not-reached not-reached not-reached');
    assert.deepEqual(draw(ladder('server')).slice(1, 3).map(({ detail, milliseconds }) => [detail, milliseconds]), [
      ['server failed', 22], ['not reached', undefined],
    ]);
    assert.equal(details(ladder('names'))[2], 'names failed');
    assert.equal(details(ladder('tcp'))[2], 'tcp failed');
    assert.deepEqual(details(ladder('tcp', [1])).slice(2), [
      '10.249.1.4, 10.249.65.4', 'not asked further: Title of tcp failed', 'broker 1 as told', 'not asked further: Title of tcp failed',
    ]);
  });

  it('says of members that could not be asked further why not, once the checks have ended', () => {
    const asked = ladder(undefined).filter(({ result }) => ['server', 'names', 'tcp', 'tls'].includes(result.check));
    const unasked = outcome('sasl', 'not-run', { code: 'sasl.no-key', summary: 'no API key' });
    const members = (outcomes: readonly Outcome[]) => draw(outcomes).slice(3).map(({ state, detail }) => `${state}: ${detail}`);
    assert.deepEqual(new Set(members([...asked, unasked])), new Set(['unknown: not asked further: no API key']));
    assert.deepEqual(new Set(members(asked)), new Set(['unknown: not asked yet']));
  });

  it('shows of a member what was wrong first, and how long the last check of it took', () => {
    const [first] = brokers;
    assert.ok(first);
    const said = (passed: boolean, detail: string, milliseconds: number) => [{ member: first, passed, code: 'x', detail, milliseconds }];
    const path = directPath.filter(({ kind }) => kind !== 'endpoint-gateway');
    const one = (...outcomes: readonly Outcome[]) => hopsOf({ ...drawn, path }, [first], outcomes).at(-1);
    const twice = one(outcome('tls', 'failed', {}, said(false, 'first', 1)), outcome('sasl', 'failed', {}, said(false, 'second', 2)));
    assert.equal(twice?.detail, 'first');
    const fine = one(...['tcp', 'tls', 'brokers'].map((check, at) => outcome(check, 'passed', {}, said(true, check, 3 * at))));
    assert.deepEqual([fine?.state, fine?.milliseconds], ['ok', 6]);
  });

  it('tells the time to the gateway by the member that answered first', () => {
    assert.equal(draw(ladder('tcp', [0]))[2]?.milliseconds, 4);
    assert.equal(draw(ladder('tcp'))[2]?.milliseconds, undefined);
  });

  it('works in part at the gateway where one of its addresses does not answer, and goes on behind it', () => {
    const outcomes = ladder(undefined).map((each) => each.result.check === 'tcp' ? { ...each, result: { ...each.result, state: 'degraded' as const, summary: 'half' } } : each);
    assert.equal(states(outcomes), 'ok ok degraded ok ok ok');
    assert.equal(details(outcomes)[2], 'half');
  });

  it('names of several gateways the one that the names lead to, and none where that is not known', () => {
    const gateways = [{ name: 'first', addresses: ['10.1.0.4'] }, { name: 'second', addresses: ['10.2.0.4', '10.2.1.4'] }];
    const members = perBroker([]).map((each) => ({ ...each, addresses: ['10.2.1.4', '10.2.0.4'] }));
    const named = outcome('names', 'passed', { evidence: ['in other words'] }, members);
    assert.deepEqual([draw([named], { gateways })[2]?.name, draw([], { gateways })[2]?.name], ['second', 'endpoint gateway']);
  });

  it('is unknown before anything ran', () => {
    const waiting = kafkaChecks.map((check) => outcome(check, 'waiting'));
    assert.equal(states(waiting), 'unknown unknown unknown unknown unknown unknown');
    assert.deepEqual(new Set(details(waiting)), new Set(['not asked yet']));
    const started = [outcome('server', 'running'), ...waiting.slice(1)];
    assert.equal(states(started), 'ok unknown unknown unknown unknown unknown');
  });

  it('is drawn as far as it was seen while the checks run', () => {
    const after = (...done: readonly string[]) => ladder(undefined).map((each) => (
      done.includes(each.result.check) ? each : outcome(each.result.check, 'waiting')));
    assert.equal(states(after('server')), 'ok ok unknown unknown unknown unknown');
    assert.equal(states(after('server', 'names')), 'ok ok unknown unknown unknown unknown');
    assert.equal(states(after('server', 'names', 'tcp')), 'ok ok ok unknown unknown unknown');
    assert.equal(states(after('server', 'names', 'tcp', 'tls', 'sasl')), 'ok ok ok unknown unknown unknown');
    assert.equal(states(after('server', 'names', 'tcp', 'brokers')), 'ok ok ok ok ok ok');
  });

  it('calls what private names that do not resolve here lead to not reached, and nothing broken', () => {
    const outcomes = [outcome('server', 'passed'), outcome('names', 'expected', {}, perBroker([0, 1, 2])), outcome('tcp', 'not-run')];
    assert.equal(states(outcomes), 'ok ok not-reached not-reached not-reached not-reached');
    assert.equal(details(outcomes)[2], 'names expected');
  });

  it('shows names that do not resolve at the members where no gateway is on the path', () => {
    const path = directPath.filter(({ kind }) => kind !== 'endpoint-gateway');
    const outcomes = [outcome('names', 'failed', {}, perBroker([1])), outcome('tcp', 'not-run')];
    assert.equal(states(outcomes, { path }), 'ok not-reached broken not-reached');
  });

  it('calls no member ok that was not tried under its own name', () => {
    const withoutProof = ladder(undefined).filter(({ result }) => result.check !== 'brokers');
    assert.equal(states(withoutProof), 'ok ok ok unknown unknown unknown');
    assert.equal(states(withoutProof, { checks: { provesMembers: 'sasl' } }), 'ok ok ok ok ok ok');
    const stranger = [...brokers, { host: 'kafka-0.guid.private.test', port: 9094 }, { host: '', port: 1 }];
    const hops = hopsOf(drawn, stranger, ladder(undefined));
    assert.deepEqual(hops.slice(-2).map(({ name, state }) => [name, state]), [['kafka-0', 'unknown'], ['', 'unknown']]);
  });

  it('calls no member ok behind a place that is not', () => {
    const noGateway = ladder(undefined).filter(({ result }) => result.check !== 'tcp');
    assert.equal(states(noGateway), 'ok ok unknown unknown unknown unknown');
  });

  describe('with places of a route\'s own', () => {
    const place = (id: string, checks?: readonly string[]): Path[number] => ({ id, kind: 'vpn-server', name: id, details: [], reachedBy: '', checks });
    const through = (...own: readonly Path[number][]): Path => [serverPath[0], ...own, ...serverPath.slice(2)].filter((each) => each !== undefined);
    const rest = ladder(undefined).filter(({ result }) => result.check !== 'server');

    it('is at each of them as its own checks say', () => {
      const path = through(place('tunnel', ['up', 'route']));
      const both = (up: CheckState, route: CheckState) => states([outcome('up', up), outcome('route', route), ...rest], { path });
      assert.equal(both('passed', 'passed'), 'ok ok ok ok ok ok');
      assert.equal(both('failed', 'not-run'), 'ok broken not-reached not-reached not-reached not-reached');
      assert.equal(both('passed', 'failed'), 'ok broken not-reached not-reached not-reached not-reached');
      assert.equal(both('expected', 'not-run'), 'ok not-reached not-reached not-reached not-reached not-reached');
      assert.equal(both('passed', 'running'), 'ok unknown ok unknown unknown unknown');
      assert.equal(both('passed', 'not-run'), 'ok unknown ok unknown unknown unknown');
      const told = hopsOf({ ...drawn, path }, [], [outcome('up', 'passed', { milliseconds: 1 }), outcome('route', 'passed', { milliseconds: 2 })]);
      assert.deepEqual(told[1], { id: 'tunnel', kind: 'vpn-server', what: 'VPN server', name: 'tunnel', state: 'ok', detail: 'route passed', milliseconds: 2 });
      const broken = hopsOf({ ...drawn, path }, [], [outcome('up', 'failed', { milliseconds: 1 }), outcome('route', 'failed', { milliseconds: 2 })]);
      assert.deepEqual([broken[1]?.detail, broken[1]?.milliseconds], ['up failed', 1]);
    });

    it('waits for checks that this vantage does not make', () => {
      assert.equal(states(rest, { path: through(place('tunnel', ['up'])) }), 'ok unknown ok unknown unknown unknown');
    });

    it('knows a place without checks by what came through it', () => {
      for (const path of [through(place('office')), through(place('office', []))]) {
        assert.equal(states(rest, { path }), 'ok ok ok ok ok ok');
        assert.equal(details(rest, { path })[1], 'ok');
        assert.equal(states([outcome('names', 'passed'), outcome('tcp', 'running')], { path }), 'ok unknown unknown unknown unknown unknown');
        assert.equal(states([outcome('names', 'passed'), outcome('tcp', 'failed', {}, perBroker([0, 1, 2]))], { path }),
          'ok unknown broken not-reached not-reached not-reached');
        assert.equal(states([outcome('names', 'passed'), outcome('tcp', 'failed', {}, perBroker([0, 1]))], { path }),
          'ok ok ok broken broken not-reached');
      }
    });

    it('asks the machine\'s own checks of the machine', () => {
      const [machine, ...others] = through();
      assert.ok(machine);
      const path = [{ ...machine, checks: ['adapter'] }, ...others];
      assert.equal(states([outcome('adapter', 'failed'), ...rest], { path }), 'broken not-reached not-reached not-reached not-reached');
      assert.equal(states([outcome('adapter', 'passed'), ...rest], { path }), 'ok ok ok ok ok');
    });
  });

  it('never shows a broken hop behind a broken hop, whatever the results are', () => {
    const state = fc.constantFrom<CheckState>('waiting', 'running', 'passed', 'failed', 'expected', 'not-run');
    const results = fc.tuple(...kafkaChecks.map((check) => fc.tuple(state, fc.subarray([0, 1, 2])).map(([each, broken]) => (
      outcome(check, each, {}, each === 'passed' || each === 'failed' ? perBroker(each === 'passed' ? [] : broken) : [])))));
    fc.assert(fc.property(results, (outcomes) => {
      const line = draw(outcomes);
      const places = line.slice(0, 3);
      const broken = places.findIndex((hop) => hop.state === 'broken');
      if (broken !== -1) {
        assert.ok(line.slice(broken + 1).every((hop) => hop.state === 'not-reached' && hop.detail === 'not reached'));
      }
    }));
  });
});
