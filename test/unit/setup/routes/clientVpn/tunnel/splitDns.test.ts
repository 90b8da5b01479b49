import assert from 'node:assert/strict';
import { splitDns } from '../../../../../../src/setup/routes/clientVpn/tunnel/splitDns';

describe('The command that sends an instance’s names alone to the tunnel', () => {
  it('has nothing in it that a shell reads otherwise, whatever names the cloud gives', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const wanted = { platform, resolver: 'systemd-resolved', link: 'tun0', servers: ['161.26.0.7', '1;reboot'], domains: ['guid.private.example', "x'; reboot #"] } as const;
      const { title } = splitDns(wanted);
      assert.match(title, /guid\.private\.example/);
      assert.doesNotMatch(title, /reboot/);
    }
  });

  it('is none where no name of the cloud can stand in it', () => {
    assert.match(splitDns({ platform: 'linux', resolver: 'systemd-resolved', link: 'tun0', servers: ['161.26.0.7'], domains: ['$(reboot)'] }).title, /hosts file/);
  });
});
