import assert from 'node:assert/strict';
import { routingCommands } from '../../../../../../src/openvpn/namesToTunnel';
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

  it('is the one that is copied, with all name servers, and is said to be needed again only where it is lost with the tunnel', () => {
    const wanted = { resolver: 'systemd-resolved', link: 'tun0', servers: ['161.26.0.7', '161.26.0.8'], domains: ['guid.private.example'] } as const;
    for (const [platform, how, isAgain] of [['linux', 'systemd-resolved', true], ['darwin', 'macos', false], ['win32', 'windows', false]] as const) {
      const { title } = splitDns({ platform, ...wanted });
      assert.ok(routingCommands(wanted, how).every((command) => title.includes(command)), title);
      assert.equal(title.includes('again after each connection'), isAgain);
    }
  });

  it('is none where no name of the cloud can stand in it', () => {
    assert.match(splitDns({ platform: 'linux', resolver: 'systemd-resolved', link: 'tun0', servers: ['161.26.0.7'], domains: ['$(reboot)'] }).title, /hosts file/);
  });
});
