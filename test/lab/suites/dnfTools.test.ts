import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisLab } from '../client';
import { ran } from '../machine/run';
import { packageMirror } from '../network/addresses';
import { fixed } from '../network/fixedHosts';
import { ServerParts } from './serverParts';

const { signal } = new AbortController();
const port = 8443;

describe('client tools by dnf, from a real repository', function suite() {
  this.timeout(300_000);
  const lab = thisLab();
  let folder: string;
  let parts: ServerParts | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-dnf-'));
    await repository(folder);
    parts = await ServerParts.start();
    await lab.run(fixed.provider, ['sh', '-c', `cd '${folder}' && nohup python3 -m http.server ${port} --bind ${packageMirror} >/dev/null 2>&1 & echo $! >'${folder}/pid'`]);
    const { code, error } = await parts.shell.run([
      'sudo mv /usr/bin/apt-get /usr/bin/apt-get.kept', 'sudo mkdir -p /etc/yum.repos.d /etc/rpm /var/lib/rpm',
      // Debian's rpm has a list of its own for each user; where it is at home, all share one.
      'echo %_dbpath /var/lib/rpm | sudo tee /etc/rpm/macros',
      `printf '[lab]\\nname=lab\\nbaseurl=http://mirrors.adn.networklayer.com:${port}/out\\ngpgcheck=0\\n' | sudo tee /etc/yum.repos.d/lab.repo`,
    ]);
    assert.equal(code, 0, error);
  });
  after(async () => {
    await parts?.stop();
    if (parts !== undefined) await lab.run(fixed.provider, ['sh', '-c', `kill $(cat '${folder}/pid')`]);
    if (parts !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('are packages with what they need, through one rule, and an undo removes these alone', async () => {
    assert.ok(parts !== undefined);
    const { product, shell } = parts;
    const plan = await product.setup.plan(parts.tools('dnf-pc-1a2b', ({ title }) => title.startsWith('Java')), signal);
    assert.deepEqual(plan.steps.map(({ state }) => state), ['exists', 'to-make', 'to-make'], JSON.stringify(plan.steps, undefined, 1));
    assert.match(plan.steps[1]?.detail ?? '', /outbound tcp 8443 to 161\.26\.0\.6$/);
    const { state, said } = await parts.run('dnf-pc-1a2b');
    assert.equal(state, 'done', said);
    assert.equal((await shell.run(['rpm -qa --qf \'%{NAME}\\n\' | sort'])).out, 'java-21-openjdk-headless\ntzdata-java-and-a-name-that-has-a-line-to-itself-in-a-table\n');
    await parts.undo('dnf-pc-1a2b');
    assert.equal((await shell.run(['rpm -qa'])).out, '');
  });

  it('that no repository has are said to be in none', async () => {
    assert.ok(parts !== undefined);
    await parts.product.setup.plan(parts.tools('none-pc-1a2b', ({ title }) => title === 'kcat'), signal);
    const { state, said } = await parts.run('none-pc-1a2b');
    assert.equal(state, 'failed', said);
    assert.match(said, /server\.no-package/);
    await parts.undo('none-pc-1a2b');
  });
});

/** Two packages without a file, one of which needs the other. */
async function repository(folder: string): Promise<void> {
  const other = 'tzdata-java-and-a-name-that-has-a-line-to-itself-in-a-table';
  for (const name of ['java-21-openjdk-headless', other]) {
    const requires = name === other ? '' : `Requires: ${other}\n`;
    await writeFile(join(folder, 'spec'), `Name: ${name}\nVersion: 1\nRelease: 1\nSummary: x\nLicense: x\nBuildArch: noarch\n${requires}%description\nx\n%files\n`);
    const { code, error } = await ran(['rpmbuild', '-bb', '--define', `_rpmdir ${folder}/out`, '--define', `_topdir ${folder}/top`, join(folder, 'spec')]);
    assert.equal(code, 0, error);
  }
  assert.equal((await ran(['createrepo_c', '-q', join(folder, 'out')])).code, 0);
}
