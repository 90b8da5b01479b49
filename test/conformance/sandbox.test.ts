import assert from 'node:assert/strict';
import type { Exchange } from '../../src/sandbox/http/exchange';
import { Bench } from '../unit/sandbox/control/support';
import { everyCertificate } from '../unit/sandbox/vpc/everyCertificate';
import { Contracts, contractsAbsent, contractsFolder } from './contracts';
import { answerNames } from './names';
import { makeAndUnmake } from './journey';
import { grantAndRevoke } from './policies';
import { keepSecrets, throwSecretsAway } from './secrets';
import { readEverything } from './tour';
import { joinSites } from './vpnGateways';

const folder = contractsFolder();
if (folder === undefined) process.stdout.write(`${contractsAbsent}\n`);

describe('the sandbox against the contracts', function () {
  this.timeout(60_000);
  let bench: Bench;
  const exchanges: Exchange[] = [];

  before(async function () {
    if (folder === undefined) this.skip();
    bench = await Bench.start({ certificates: everyCertificate, record: (exchange) => exchanges.push(exchange) });
  });
  after(() => (folder === undefined ? undefined : bench.stop()));

  it('answers every GET of the seeded account as they say', async () => {
    await readEverything(bench);
    const contracts = new Contracts(folder ?? '');
    const problems = exchanges.flatMap((exchange) => contracts.checkExchange(exchange));
    assert.deepEqual([...new Set(problems)].slice(0, 40), []);
    assert.ok(exchanges.length > 100);
  });

  it('takes and gives what they say while everything of a connection is made and taken away', async () => {
    exchanges.length = 0;
    await makeAndUnmake(bench);
    const contracts = new Contracts(folder ?? '');
    assert.deepEqual([...new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)))].slice(0, 40), []);
    assert.ok(exchanges.some(({ method }) => method === 'DELETE'));
  });

  it('takes and gives what they say while an office is joined and left', async () => {
    exchanges.length = 0;
    await joinSites(bench);
    const contracts = new Contracts(folder ?? '');
    assert.deepEqual([...new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)))].slice(0, 40), []);
    assert.ok(exchanges.filter(({ path }) => /vpn_gateways|ike_policies|ipsec_policies/.test(path)).length > 30);
  });

  it('takes and gives what they say while services and people are let in, and networks are restricted', async () => {
    exchanges.length = 0;
    await grantAndRevoke(bench);
    const contracts = new Contracts(folder ?? '');
    assert.deepEqual([...new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)))].slice(0, 40), []);
    assert.ok(exchanges.filter(({ service }) => service === 'restrictions').length > 8);
  });

  it('takes and gives what they say while secrets are kept and thrown away', async () => {
    exchanges.length = 0;
    await throwSecretsAway(await keepSecrets(bench));
    const contracts = new Contracts(folder ?? '');
    assert.deepEqual([...new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)))].slice(0, 40), []);
    assert.ok(exchanges.filter(({ service }) => service === 'secretsManager').length > 50);
  });

  it('takes and gives what they say while a custom resolver is made, enabled and taken away', async () => {
    exchanges.length = 0;
    await answerNames(bench);
    const contracts = new Contracts(folder ?? '');
    assert.deepEqual([...new Set(exchanges.flatMap((exchange) => contracts.checkExchange(exchange)))].slice(0, 40), []);
    assert.ok(exchanges.filter(({ service }) => service === 'dnsServices').length > 20);
  });
});
