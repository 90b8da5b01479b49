import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Exchange } from '../../src/sandbox/http/exchange';
import { Contracts, contractsFolder } from './contracts';

// Exchanges that other suites recorded (PRIVATE_CONNECT_SANDBOX_RECORD), one JSON text a line: what the product really sent.

const file = process.env['PRIVATE_CONNECT_RECORDED'];
const folder = contractsFolder();

describe('everything that was recorded, against the contracts', function () {
  this.timeout(120_000);

  it(file === undefined ? '(nothing recorded: set PRIVATE_CONNECT_RECORDED)' : `${file}: requests and answers are valid`, function () {
    if (file === undefined || folder === undefined) this.skip();
    assert.ok(existsSync(file), `There is no file ${file}.`);
    const exchanges = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange);
    assert.ok(exchanges.length > 0, 'The recording is empty.');
    const contracts = new Contracts(folder);
    const problems = new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)));
    assert.deepEqual([...problems], []);
  });
});
