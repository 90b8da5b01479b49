import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { ServerAccess } from '../../../src/model/serverAccess';
import { loginArguments, shellLine, sshArguments, sshCommands, terminalLine } from '../../../src/ssh/commandLine';

function access(knownHostsPath: string, privateKeyPath: string): ServerAccess {
  const network = { connect: () => Promise.reject(new Error('no one connects here')), resolve: () => Promise.resolve([]) };
  return { network, host: '198.51.100.7', port: 22, username: 'ubuntu', privateKeyPath, knownHostsPath, name: 'a' };
}

describe('The arguments of ssh', () => {
  it('name one list of host keys, though its path has a space, as many names of people on Windows have', () => {
    const words = sshArguments(access('C:\\Users\\Jane Doe\\.ssh\\private-connect\\known_hosts', 'C:\\Users\\Jane Doe\\.ssh\\key'), 'win32');
    assert.ok(words.includes('UserKnownHostsFile="C:/Users/Jane Doe/.ssh/private-connect/known_hosts"'), words.join(' '));
    assert.ok(words.includes('C:/Users/Jane Doe/.ssh/key'));
  });

  it('need no quotes for a list of host keys below the home folder of Windows, whose shells pass none on alike', () => {
    const home = 'C:\\Users\\Jane Doe';
    const words = sshArguments(access(`${home}\\.ssh\\private-connect\\known_hosts`, `${home}\\.ssh\\key`), 'win32', home);
    assert.ok(words.includes('UserKnownHostsFile=~/.ssh/private-connect/known_hosts'), words.join(' '));
    assert.ok(sshArguments(access(`${home}er\\known_hosts`, 'k'), 'win32', home).includes('UserKnownHostsFile="C:/Users/Jane Doeer/known_hosts"'));
  });

  it('stay plain where the path is', () => {
    const words = sshArguments(access('/home/jane/.ssh/private-connect/known_hosts', '/home/jane/.ssh/key'), 'linux');
    assert.ok(words.includes('UserKnownHostsFile=/home/jane/.ssh/private-connect/known_hosts'), words.join(' '));
  });

  it('name no file for a key of the agent, which ssh asks itself', () => {
    const words = sshArguments({ ...access('/hosts', ''), privateKeyPath: undefined }, 'linux');
    assert.deepEqual(words, ['-o', 'UserKnownHostsFile=/hosts', '-p', '22', 'ubuntu@198.51.100.7']);
  });

  it('lead through a bastion that is named, and leave a name of the SSH configuration to it', () => {
    const plain = access('/hosts', '/key');
    const jump = sshArguments({ ...plain, through: { kind: 'bastion', jump: 'me@jump:2222,inner' } }, 'linux');
    assert.deepEqual(jump.slice(-5), ['-J', 'me@jump:2222,inner', '-p', '22', 'ubuntu@198.51.100.7']);
    const named = { ...plain, through: { kind: 'ssh-config', name: 'build-box' } } as const;
    assert.deepEqual(sshArguments(named, 'linux').slice(-3), ['-p', '22', 'ubuntu@build-box']);
    assert.match(sshCommands(named).copy('x.py'), / x\.py ubuntu@build-box:$/);
  });

  it('are our entry where a bastion was named, whose key and host key stand there alone, and where none stands its name', () => {
    const [plain, entry] = [access('/hosts', '/key'), { alias: 'orders', file: '/own config' }];
    const named = { ...plain, through: { kind: 'bastion', jump: 'me@jump' } } as const;
    assert.deepEqual(loginArguments({ ...named, entry }), ['-F', '/own config', 'orders']);
    assert.match(sshCommands({ ...named, entry }).copy('x.py'), /^scp -F .\/own config. x\.py orders:$/);
    assert.deepEqual(loginArguments(named), sshArguments(named));
    assert.deepEqual(loginArguments({ ...plain, entry }), sshArguments(plain));
  });

  it('are read by OpenSSH as they are meant', function () {
    const path = '/home/jane doe/100%/known_hosts';
    const { status, stdout } = spawnSync('ssh', ['-G', '-F', 'none', ...sshArguments(access(path, '/home/jane doe/key'), 'linux')], { encoding: 'utf8' });
    if (status === null) {
      this.skip();
    }
    assert.match(stdout, /^userknownhostsfile \/home\/jane doe\/100%%?\/known_hosts$/m);
  });
});

describe('words as a line for a shell', () => {
  it('are quoted where a shell would read more than a word in them', () => {
    assert.equal(shellLine(['ssh', '-o', 'A=/b c', "it's", '$(id)', 'a@10.0.0.1']), "ssh -o 'A=/b c' 'it'\\''s' '$(id)' a@10.0.0.1");
  });
});

describe('words as a line for a terminal of this machine', () => {
  it('are quoted as PowerShell and the command prompt of Windows both read it', () => {
    const words = ['ssh', '-F', 'C:\\Jane Doe\\config', '-i', 'C:/Jane Doe/it\'s', '-o', 'A=~/b', '-J', 'a,b', '', 'a@10.0.0.1'];
    assert.equal(terminalLine(words, 'win32'), 'ssh -F "C:\\Jane Doe\\config" -i "C:/Jane Doe/it\'s" -o A=~/b -J "a,b" "" a@10.0.0.1');
  });

  it('run nothing of what they say on Windows', () => {
    assert.equal(terminalLine(['$(a)&b', '`a', 'a"&b', 'a“;b', '@a'], 'win32'), '"`$(a)&b" "``a" "a""&b" "a`“;b" "@a"');
  });

  it('are quoted as on a server elsewhere', () => {
    assert.equal(terminalLine(['a b', "it's"], 'darwin'), shellLine(['a b', "it's"]));
  });
});
