import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { key } from '../../onPremises/offices';
import { never, states, stepOf } from '../support';
import { GatewayBench } from './gatewayBench';
import { missingForGateway } from './realGateway';

const id = 'gw-pc-1a2b';
const own = 'private-connect-orders';
const [conf, secrets] = [`/etc/swanctl/conf.d/${own}.conf`, `/etc/swanctl/conf.d/${own}.secrets.conf`];

describe('On-premises files on a real gateway, over SSH', function () {
  this.timeout(180_000);
  let bench: GatewayBench;
  let started: GatewayBench | undefined;
  let untouched: readonly string[];

  before(async function () {
    const missing = missingForGateway();
    if (missing !== undefined) {
      console.log(`      skipped, missing: ${missing}`);
      this.skip();
    }
    started = bench = await GatewayBench.start();
    untouched = bench.host.state();
  });
  after(() => started?.stop());
  beforeEach(() => bench.commands.splice(0));
  afterEach(async () => {
    bench.fate = (run) => run();
    bench.host.sh('[ -S /run/away ] && mv /run/away /run/charon.vici');
    await bench.undoParts();
  });

  it('are told by a plan that writes nothing, are put there and loaded, and are taken off with nothing left', async () => {
    const setup = bench.setup();
    const plan = await setup.plan(bench.part(id), never);
    assert.equal(plan.title, 'Apply Over SSH to office-gw');
    assert.deepEqual(plan.steps.map((step) => `${step.id} ${step.state}`), [
      'gateway exists', 'firewall to-make', 'firewall-loaded to-make', 'strongswan-1 to-make', 'strongswan-2 to-make', 'strongswan-loaded to-make',
      'forwarder to-make', 'forwarder-loaded to-make',
    ], JSON.stringify(plan.steps));
    assert.deepEqual(bench.host.state(), untouched);
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', `${states(run)} ${JSON.stringify(run.steps.find(({ failure }) => failure !== undefined)?.failure)}`);
    const loaded = bench.host.loaded().join('\n');
    for (const word of [`${own}: IKEv2`, `table inet ${own}`, 'eventstreams.dataservices.appdomain.cloud']) assert.ok(loaded.includes(word), loaded);
    assert.match(bench.host.sh(`stat -c '%a %U' ${conf} ${secrets}`), /^644 root\n600 root\n$/);
    assert.ok(bench.host.sh(`cat ${secrets}`).includes(key));
    assert.ok(bench.commands.every(({ line }) => !line.includes(key)), 'the key is in no command');
    assert.ok(!everyFile(bench.peer.folder).includes(key), 'nor in the journal');
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.deepEqual(bench.host.state(), untouched);
  });

  it('take the place of older ones of ours, which come back byte for byte with mode, owner and time', async () => {
    bench.host.sh(`printf '# Private Connect. Older.\n' > ${conf}; chown 1:2 ${conf}; chmod 640 ${conf}; touch -d 2024-02-03T04:05:06.789 ${conf}; ln -s nowhere /etc/swanctl/a-link`);
    const before = bench.host.state();
    const setup = bench.setup();
    const plan = await setup.plan(bench.part(id), never);
    assert.match(stepOf(plan, 'strongswan-1').detail, /takes the place of an older one of ours, which is kept as \/etc\/swanctl\/conf\.d\/\.private-connect-orders\.conf\.gw-pc-1a2b\.before$/);
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.match(bench.host.sh(`stat -c '%a %u' ${conf}; cat /etc/swanctl/conf.d/.*.before`), /^644 0\n# Private Connect\. Older\.\n/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.deepEqual(bench.host.state(), before);
    bench.host.sh(`rm ${conf} /etc/swanctl/a-link`);
  });

  it('leave alone what others wrote: a file at their place, a connection of that name or to that gateway, one that stands in no file', async () => {
    const other = (name: string, peer: string): string => `connections { ${name} { remote_addrs = ${peer}\n local { auth = psk\n }\n remote { auth = psk\n } } }\n`;
    const by = async (prepare: string, step = 'gateway'): Promise<string> => {
      bench.host.sh(prepare);
      const before = bench.host.state();
      const plan = await bench.setup().plan(bench.part(id), never);
      const { state, detail } = stepOf(plan, step);
      assert.equal(state, 'blocked', JSON.stringify(plan.steps));
      await assert.rejects(bench.setup().run(id, never));
      assert.deepEqual(bench.host.state(), before);
      bench.host.sh('rm -f /etc/swanctl/conf.d/*; swanctl --load-all --noprompt');
      return detail;
    };
    const load = 'swanctl --load-all --noprompt';
    assert.match(await by(`printf 'mine\n' > ${conf}`, 'strongswan-1'), /not from Private Connect, and is not written over/);
    assert.match(await by(`mkdir ${conf}`, 'strongswan-1'), /not written over/);
    bench.host.sh(`rmdir ${conf}`);
    const inFile = (text: string): string => `printf '${text}' > /etc/swanctl/conf.d/mine.conf; ${load}`;
    assert.match(await by(inFile(other(own, '192.0.2.1'))), /has a connection "private-connect-orders" that is not from Private Connect/);
    assert.match(await by(inFile(other('mine', '203.0.113.40'))), /has a connection "mine" to the same VPN gateway, 203\.0\.113\.40/);
    assert.match(await by(`printf '${other('mine', '192.0.2.1')}' > /run/mine.conf; ${load} --file /run/mine.conf`), /"mine" that stands in none of its files/);
  });

  it('need root, or sudo without a password, and a strongSwan that answers', async () => {
    const blockedBy = async (choices: object): Promise<string> => stepOf(await bench.setup().plan(bench.part(id, choices), never), 'gateway').detail;
    assert.match(await blockedBy({ loginUser: 'guest' }), /"guest" may not do what root may there without a password: .*sudo/);
    bench.host.sh('mv /run/charon.vici /run/away');
    assert.match(await blockedBy({}), /Its strongSwan does not answer: .*connecting to/);
    bench.host.sh('mv /run/away /run/charon.vici');
    bench.fate = (run) => /swanctl|ipsec/.test(bench.commands.at(-1)?.line ?? '') ? Promise.resolve({ code: 127, stdout: '', stderr: 'sh: not found' }) : run();
    assert.match(await blockedBy({}), /It has no strongSwan/);
  });

  it('are put there by whoever may use sudo, stay where somebody changed them since, and are not taken for loaded when they are not', async () => {
    const setup = bench.setup();
    await setup.plan(bench.part(id, { loginUser: 'office' }), never);
    bench.fate = (run) => bench.commands.at(-1)?.line.includes('--load-all') === true
      ? Promise.resolve({ code: 0, stdout: 'no connections found, 0 unloaded\n', stderr: `${conf}:3: syntax error, unexpected }` }) : run();
    const failed = await setup.run(id, never);
    assert.match(stepOf(failed, 'strongswan-loaded').failure?.why ?? '', /syntax error/);
    bench.fate = (run) => run();
    assert.equal((await setup.run(id, never)).state, 'done');
    bench.host.sh(`echo '# mine' >> ${secrets}`);
    const undone = await setup.undo(id, never);
    assert.match(JSON.stringify(stepOf(undone, 'strongswan-2')), /whoever changed what is in it/);
    assert.match(bench.host.sh(`cat ${secrets}; ls /etc/swanctl/conf.d`), /# mine\nprivate-connect-orders\.secrets\.conf\n$/);
    bench.host.sh(`rm ${secrets}`);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.deepEqual(bench.host.state(), untouched);
  });
});

function everyFile(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => readFileSync(join(each.parentPath, each.name), 'utf8')).join('\n');
}
