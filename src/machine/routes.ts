import { addressText, canonicalRange, rangeOfMask } from '../model/range';

/** A range that this machine sends through one of its interfaces: a CIDR, and the interface's name (its address on Windows). */
export interface MachineRoute {
  readonly range: string;
  readonly through: string;
}

/** `/proc/net/route`: addresses in hexadecimal, lowest byte first. Source: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html */
export function linuxRoutes(text: string): readonly MachineRoute[] {
  return text.split('\n').flatMap((line) => {
    const [through = '', destination = '', , , , , , mask = ''] = line.trim().split(/\s+/);
    return [destination, mask].every((each) => /^[0-9A-F]{8}$/i.test(each)) ? route(bytesBackwards(destination), bytesBackwards(mask), through) : [];
  });
}

/**
 * `netstat -rn -f inet` of macOS: the default's range and trailing zeros are not written, nor the length where it is that of the bytes.
 * Source: https://github.com/apple-oss-distributions/network_cmds/blob/main/netstat.tproj/route.c
 */
export function macRoutes(text: string): readonly MachineRoute[] {
  return text.split('\n').flatMap((line) => {
    const [destination = '', , , through = ''] = line.trim().split(/\s+/);
    const [, bytes, length] = /^(\d+(?:\.\d+){0,3})(?:\/(\d+))?$/.exec(destination) ?? [];
    if (bytes === undefined) {
      return [];
    }
    const written = bytes.split('.');
    const range = canonicalRange(`${[...written, '0', '0', '0'].slice(0, 4).join('.')}/${length ?? written.length * 8}`);
    return range === undefined ? [] : [{ range, through }];
  });
}

/** `route print -4` of Windows, whatever its language: the words for "directly connected" may be several. */
export function windowsRoutes(text: string): readonly MachineRoute[] {
  return text.split('\n').flatMap((line) => {
    const [, destination, mask, through] = /^\s*([\d.]+)\s+([\d.]+)\s+\S.*?\s+([\d.]+)\s+\d+\s*$/.exec(line) ?? [];
    return destination === undefined || mask === undefined || through === undefined ? [] : route(destination, mask, through);
  });
}

function route(destination: string, mask: string, through: string): readonly MachineRoute[] {
  const range = rangeOfMask(destination, mask);
  return range === undefined ? [] : [{ range, through }];
}

function bytesBackwards(hexadecimal: string): string {
  return addressText(parseInt((hexadecimal.match(/../g) ?? []).reverse().join(''), 16));
}
