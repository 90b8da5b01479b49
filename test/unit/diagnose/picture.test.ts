import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkIds, type CheckId, type CheckState } from '../../../src/model/check';
import type { Outcome } from '../../../src/diagnose/outcome';
import { headlineOf } from '../../../src/diagnose/headline';
import { hopsOf } from '../../../src/diagnose/hops';

describe('the picture and its headline', () => {
  const brokers = [0, 1, 2].map((id) => ({ host: `kafka-${id}.guid.private.test`, port: 9093 }));
  const places = {
    machine: { name: 'this laptop' }, server: { name: 'build-box' },
    gateway: { name: 'orders-gateway', addresses: ['10.249.1.4'] }, instance: { name: 'orders', access: 'private' },
  };
  const perBroker: readonly CheckId[] = ['names', 'tcp', 'tls', 'sasl', 'api-versions', 'brokers'];

  function outcome(check: CheckId, state: CheckState, broken: readonly number[] = [0, 1, 2], vantage: 'local' | 'server' = 'server'): Outcome {
    const told = perBroker.includes(check) && (state === 'passed' || state === 'failed');
    return {
      result: { check, vantage, title: check, state, code: state === 'failed' ? 'tcp.timeout' : 'ok', summary: `${check} ${state}`, evidence: [] },
      brokers: told ? brokers.map((broker, id) => ({
        broker, passed: state === 'passed' || !broken.includes(id), code: 'x', detail: 'as told', milliseconds: 3 + id,
      })) : [],
    };
  }

  /** Everything passed before `failing`, nothing ran behind it. */
  function ladder(failing: CheckId | undefined, broken?: readonly number[]): Outcome[] {
    const at = failing === undefined ? checkIds.length : checkIds.indexOf(failing);
    return checkIds.map((check, index) => outcome(check, index < at ? 'passed' : index === at ? 'failed' : 'not-run', broken));
  }

  const states = (outcomes: readonly Outcome[]) => hopsOf(places, brokers, outcomes).map((hop) => hop.state).join(' ');

  it('is all ok when all passed, and names cluster and slowest broker', () => {
    assert.equal(states(ladder(undefined)), 'ok ok ok ok ok ok');
    assert.equal(headlineOf(places, ladder(undefined), 'abc').text, 'orders is cluster abc and works from build-box; the slowest broker, kafka-2, took 5 ms.');
  });

  it('breaks at the hop that the rung belongs to', () => {
    assert.equal(states(ladder('server')), 'ok broken not-reached not-reached not-reached not-reached');
    assert.equal(states(ladder('names')), 'ok ok broken not-reached not-reached not-reached');
    assert.equal(states(ladder('tcp')), 'ok ok broken not-reached not-reached not-reached');
    assert.equal(states(ladder('tcp', [1])), 'ok ok ok not-reached broken not-reached');
    assert.equal(states(ladder('tls')), 'ok ok ok broken broken broken');
    assert.equal(states(ladder('sasl', [2])), 'ok ok ok not-reached not-reached broken');
  });

  it('never shows a broken hop behind a broken hop, whatever the results are', () => {
    const state = fc.constantFrom<CheckState>('waiting', 'running', 'passed', 'failed', 'expected', 'not-run');
    const results = fc.tuple(...checkIds.map((check) => fc.tuple(state, fc.subarray([0, 1, 2])).map(([each, broken]) => outcome(check, each, broken))));
    fc.assert(fc.property(results, (outcomes) => {
      const line = hopsOf(places, brokers, outcomes);
      const [, server, gateway, ...rest] = line;
      if (server?.state === 'broken') {
        assert.equal(gateway?.state, 'not-reached');
      }
      if (server?.state === 'broken' || gateway?.state === 'broken') {
        assert.ok(rest.every((hop) => hop.state === 'not-reached'));
      }
    }));
  });

  it('says "failed" in the headline exactly when something on the way failed, and names the first', () => {
    fc.assert(fc.property(fc.option(fc.constantFrom(...checkIds), { nil: undefined }), (failing) => {
      const headline = headlineOf(places, ladder(failing), undefined);
      assert.equal(headline.state, failing === undefined ? 'passed' : 'failed');
      if (failing !== undefined) {
        assert.match(headline.text, new RegExp(`: ${failing} failed\\.$`));
      }
    }));
  });

  it('does not let what this machine sees spoil the way through the server', () => {
    const aside = checkIds.filter((check) => check !== 'server').map((check) => outcome(check, check === 'names' ? 'failed' : 'not-run', [0, 1, 2], 'local'));
    assert.equal(headlineOf(places, [...aside, ...ladder(undefined)], 'abc').state, 'passed');
  });

  it('is unknown before anything ran, and has no gateway for a public instance', () => {
    const waiting = checkIds.map((check) => outcome(check, 'waiting'));
    assert.equal(states(waiting), 'unknown unknown unknown unknown unknown unknown');
    assert.equal(headlineOf(places, waiting, undefined).state, 'running');
    const open = { machine: places.machine, instance: { name: 'orders', access: 'public' } };
    assert.deepEqual(hopsOf(open, brokers, []).map((hop) => hop.kind), ['machine', 'broker', 'broker', 'broker']);
  });
});
