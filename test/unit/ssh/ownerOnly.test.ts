import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/failure';
import { ownerOnly } from '../../../src/ssh/ownerOnly';

const { signal } = new AbortController();
const path = 'C:\\Users\\me\\.ssh\\orders-pc';

describe('a file that is closed to others', () => {
  const ran: string[] = [];
  const answering = (told: string) => (program: string, words: readonly string[]): Promise<string> => {
    ran.push([program.replace(/^.*\\System32\\/, ''), ...words].join(' '));
    return Promise.resolve(program.endsWith('whoami.exe') ? told : '');
  };
  beforeEach(() => { ran.length = 0; });

  it('is given on Windows to the account by its security id, since a directory\'s account has no name there', async () => {
    await ownerOnly(path, signal, 'win32', answering('"azuread\\jane doe","S-1-12-1-1111111111-2222222222-3333333333-4444444444"\r\n'));
    assert.deepEqual(ran, ['whoami.exe /user /fo csv /nh', `icacls.exe ${path} /inheritance:r /grant:r *S-1-12-1-1111111111-2222222222-3333333333-4444444444:F`]);
  });

  it('is made by Windows\' own programs, not by one of the same name on the path', async () => {
    const programs: string[] = [];
    await ownerOnly(path, signal, 'win32', (program) => { programs.push(program); return Promise.resolve('"pc\\me","S-1-5-21-1"'); });
    assert.ok(programs.length === 2 && programs.every((program) => /^[A-Z]:\\.*\\System32\\/.test(program)), programs.join(', '));
  });

  it('is not made where it is unknown whose it would be', async () => {
    for (const told of ['', 'jane', '"pc\\S-1-5-21","none"']) {
      await assert.rejects(() => ownerOnly(path, signal, 'win32', answering(told)), (error) =>
        error instanceof Failure && error.code === 'key.no-owner' && error.what.includes(path) && !error.message.includes('SSH'));
    }
    assert.ok(ran.every((line) => line.startsWith('whoami')));
  });

  it('needs no program elsewhere', async () => {
    await ownerOnly('/home/me/.ssh/orders-pc', signal, 'linux', answering(''));
    assert.deepEqual(ran, []);
  });
});
