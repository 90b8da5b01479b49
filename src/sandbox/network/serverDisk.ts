/** What a name on a disk stands for; two names of one file share it. */
export interface DiskFile {
  text: string;
  mode: number;
}

/** Where the package manager has its packages from, as an image brings it. */
export const packageSource = 'http://mirrors.adn.networklayer.com/ubuntu';
export const sourcesPath = '/etc/apt/sources.list';

/** What is on a virtual server's disk beyond the programs of its image: it lasts as long as the server runs in this process. */
export class ServerDisk {
  readonly files = new Map<string, DiskFile>([[sourcesPath, { text: `deb ${packageSource} noble main restricted universe\n`, mode: 0o644 }]]);
  /** Packages that were installed. */
  readonly installed = new Set<string>();
  /** Its package manager has read what the mirror has. */
  refreshed = false;
}
