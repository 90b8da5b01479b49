import { readdir } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../machine/run';
import { laptopPackages } from '../../mirror/packages';
import { publicResolver } from '../../network/addresses';

/**
 * Lets resolvconf manage the laptop's name servers, as on many a Linux, beginning with the one that it has: the host's own mounts put Debian's
 * package over what it shares with this machine. What it resolves to takes it away again.
 */
export async function useResolvconf(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-resolvconf-'));
  const from = await laptopPackages();
  const [deb = ''] = (await readdir(from)).filter((name) => name.endsWith('.deb'));
  await run(['sh', '-e'], { input: `
    dpkg-deb -x '${join(from, deb)}' '${folder}'
    for part in sbin lib; do mount -t overlay overlay -o "lowerdir=${folder}/$part:/usr/$part" /usr/$part; done
    cp '${folder}/etc/resolvconf.conf' /etc/
    echo 'nameserver ${publicResolver}' | resolvconf -a eth0` });
  return async () => {
    await run(['sh', '-e'], { input: 'resolvconf -d eth0; umount -l /usr/sbin /usr/lib; rm -r /etc/resolvconf.conf /run/resolvconf' });
    await run(['sh', '-e'], { input: `printf 'nameserver ${publicResolver}\\noptions timeout:1 attempts:2\\n' >/etc/resolv.conf` });
    await rm(folder, { recursive: true, force: true });
  };
}
