import assert from 'node:assert/strict';
import { runChecks } from '../../../src/diagnose/ladder';
import type { Connection } from '../../../src/model/connection';
import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import type { Region } from '../../../src/sandbox/state/region';
import { networkTruth } from '../../../src/sandbox/truth';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { thisLab } from '../client';
import { startProduct, type Product } from '../product';
import { vpcApi, type VpcApi } from './matrix/api';
import { everyAclRule, everyChange, type Change } from './matrix/changes';
import { observed } from './matrix/observation';
import { predicted, verdictFor, type Target } from './matrix/prediction';
import { remember } from './matrix/rewind';
import { useStrictAcl } from './matrix/strictAcl';

/** Of a check: enough for any answer of the lab, but for a machine that is busy; then it is asked again with the second. */
const [stepMs, patientMs] = [1200, 15_000];

describe('one thing taken away from a path that works', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  let product: Product;
  let connection: Connection<VsiChoices>;
  let api: VpcApi;
  let serverId = '';
  let floatingAddress = '';
  let target: Target;
  const rows: string[] = [];

  const truth = (): NetworkTruth => networkTruth(product.sandbox.state);
  const region = (): Region => {
    const found = product.sandbox.state.regions.get(connection.instance.region);
    assert.ok(found);
    return found;
  };
  const server = () => {
    const found = truth().servers.find(({ name }) => name === connection.choices.server.name);
    assert.ok(found, 'the server is there');
    return found;
  };

  const gatewayAddresses = (crn: string): readonly string[] =>
    truth().endpointGateways.find(({ targetCrn, vpc }) => targetCrn === crn && vpc.id === server().vpcId)?.addresses.map(({ address }) => address) ?? [];

  before(async () => {
    product = await startProduct(await remotePlane(lab.socket), signal);
    connection = await product.connectionTo('telemetry', signal);
    await product.setup.plan(connection, signal);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done');
    api = await vpcApi(product.sandbox, connection.instance.region);
    const { crn, members } = await product.instance('telemetry', signal);
    serverId = server().id;
    floatingAddress = server().floatingAddress ?? '';
    target = { crn, name: members[0]?.host ?? '', addresses: gatewayAddresses(crn) };
  });

  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await product.stop();
  });

  /** What packets do, what the rules say they do, and what the product says of it. */
  const look = async (title: string): Promise<void> => {
    await product.sandbox.settled();
    const expected = predicted(truth(), serverId, target);
    assert.deepEqual(await observed(lab, connection.choices.server.name, floatingAddress, target, expected), expected, title);
    const key = await product.setup.secret(connection.id);
    const keyIsGood = truth().services.find(({ crn }) => crn === target.crn)?.keys.some(({ apiKey }) => apiKey === key?.reveal()) === true;
    const named = gatewayAddresses(target.crn);
    const verdict = verdictFor(expected, keyIsGood, named);
    const checked = async (timeoutMs: number) => runChecks({ ...await product.checkRequest(connection, signal), timeoutMs }, () => undefined, signal);
    const hasty = await checked(stepMs);
    const report = hasty.headline.code === verdict ? hasty : await checked(patientMs);
    const { code = '', text } = report.headline;
    rows.push(`${code.padEnd(16)} ${title}`);
    assert.equal(code, verdict, `${title}: ${text}`);
    // A path that works by other addresses tells of those that do not answer.
    const evidence = report.results.flatMap((result) => result.evidence).join('\n');
    const silent = code === 'tcp.partial' ? named.filter((address) => expected.gateway?.[address] === false) : [];
    for (const address of silent) {
      assert.match(evidence, new RegExp(`No connection to ${address.replaceAll('.', '\\.')}:9093`), title);
    }
  };

  const each = async (changes: readonly Change[], least: number): Promise<void> => {
    assert.ok(changes.length >= least, `${changes.length} changes`);
    const put = remember(product.sandbox.state);
    const wrong: string[] = [];
    for (const change of changes) {
      try {
        await change.make(api);
        await look(change.title);
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
      }
      put();
    }
    assert.deepEqual(wrong, []);
    await look('nothing');
  };

  it('stops the packets that hung on it and no others, and is named by the checks: as the product made the path', async () => {
    await look('nothing');
    await each(everyChange(truth(), product.sandbox.state, region(), server()), 15);
  });

  it('stops the packets that hung on it and no others, and is named by the checks: each rule of the narrowest network ACLs', async () => {
    await useStrictAcl(api, truth(), server());
    await look('nothing, behind narrow ACLs');
    await each(everyAclRule(truth(), server()), 8);
  });
});
