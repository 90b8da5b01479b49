import assert from 'node:assert/strict';
import type { LogDetail } from '../../../../src/ui/log';
import { sessionLog } from '../../../../src/ui/session/sessionLog';

describe('What a session tells a log', () => {
  const lines: string[] = [];
  const line = (level: string) => (message: string, detail: LogDetail = {}) => void lines.push(`${level} ${message} ${JSON.stringify(detail)}`);
  const told = sessionLog({ debug: line('debug'), info: line('info'), failure: (what, error) => void lines.push(`failure ${what} ${String(error)}`) });
  const get = { service: 'vpc', method: 'GET', path: '/vpcs', milliseconds: 7 } as const;
  beforeEach(() => { lines.length = 0; });

  it('keeps reads that went well for those who ask for all', () => {
    told.asked({ ...get, status: 200, trace: 't' });
    assert.deepEqual(lines, ['debug GET vpc /vpcs {"status":200,"milliseconds":7,"trace":"t"}']);
  });

  it('shows each change, and each request that failed', () => {
    told.asked({ ...get, method: 'DELETE', status: 204 });
    told.asked({ ...get, status: 400 });
    told.asked({ ...get, code: 'http.timeout' });
    assert.deepEqual(lines.map((each) => each.split(' {')[0]), ['info DELETE vpc /vpcs', 'info GET vpc /vpcs', 'info GET vpc /vpcs']);
  });

  it('shows what happens to runs, and failures', () => {
    told.happened('orders-pc: done');
    told.log('Could not x', 'y');
    assert.deepEqual(lines, ['info orders-pc: done {}', 'failure Could not x y']);
  });
});
