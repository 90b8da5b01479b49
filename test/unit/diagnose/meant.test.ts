import assert from 'node:assert/strict';
import type { CheckState } from '../../../src/model/check';
import { seenFromMeant } from '../../../src/diagnose/meant';
import { outcome } from './outcomes';

describe('what the vantage that is meant has seen', () => {
  const of = (...all: readonly CheckState[]) => seenFromMeant('server', all.map((state, at) => outcome(`c${at}`, state)));

  it('is nothing of what another vantage sees', () => {
    const aside = outcome('tcp', 'failed', { vantage: 'local' });
    const seen = seenFromMeant('server', [aside, outcome('tcp', 'waiting')]);
    assert.deepEqual([seen.outcomes.length, seen.started, seen.finished, seen.firstFailed], [1, false, false, undefined]);
    assert.equal(seen.of('tcp')?.result.state, 'waiting');
    assert.equal(seen.of('tls'), undefined);
    const twice = [outcome('tcp', 'passed'), outcome('tcp', 'failed')];
    assert.equal(seenFromMeant('server', twice).of('tcp'), twice[0]);
  });

  it('has started with the first check that runs, and is finished when none waits or runs any more', () => {
    const table: readonly [readonly CheckState[], boolean, boolean][] = [
      [['waiting', 'waiting'], false, false], [['running', 'waiting'], true, false], [['passed', 'waiting'], true, false],
      [['passed', 'running'], true, false], [['passed', 'not-run'], true, true], [['failed', 'not-run'], true, true], [['expected'], true, true],
    ];
    assert.deepEqual(table.map(([states]) => [states, of(...states).started, of(...states).finished]), table.map((row) => [...row]));
  });

  it('knows the first that failed, and nothing else for a failure', () => {
    assert.equal(of('passed', 'expected', 'failed', 'failed').firstFailed?.result.check, 'c2');
    assert.equal(of('passed', 'expected', 'not-run', 'running').firstFailed, undefined);
  });
});
