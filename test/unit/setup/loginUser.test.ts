import assert from 'node:assert/strict';
import { loginUserOf } from '../../../src/setup/loginUser';

describe('Who may log in to a server', () => {
  for (const [system, user] of [
    ['ubuntu-24-04-amd64', 'ubuntu'], ['ibm-ubuntu-24-04-3-minimal-amd64-1', 'ubuntu'], ['Ubuntu Linux', 'ubuntu'],
    ['fedora-coreos-stable-42-amd64', 'core'], ['ibm-fedora-coreos-42-amd64-1', 'core'], ['Fedora-CoreOS', 'core'],
    ['red-ai-1-5-nvidia-amd64', 'cloud-user'], ['redhat-9-ai-amd64', 'cloud-user'], ['ibm-rhel-ai-1-amd64-1', 'cloud-user'], ['RHEL9-AI', 'cloud-user'],
    ['red-9-amd64', 'vpcuser'], ['red-9-aix-amd64', 'vpcuser'], ['ibm-redhat-9-4-minimal-amd64-1', 'vpcuser'],
    ['debian-12-amd64', 'vpcuser'], ['rocky-linux-9-amd64', 'vpcuser'], ['sles-15-sp6-amd64', 'vpcuser'], ['centos-stream-9-amd64', 'vpcuser'],
    ['fedora-42-amd64', 'vpcuser'], ['my-ubuntu-24-04', 'vpcuser'], ['not-ibm-fedora-coreos', 'vpcuser'], ['my-rhel-ai', 'vpcuser'], ['', 'vpcuser'],
  ] as const) {
    it(`that is made from "${system}" is ${user}, never root`, () => assert.equal(loginUserOf(system), user));
  }
});
