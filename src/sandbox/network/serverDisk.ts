/** What is on a virtual server's disk beyond its image: it lasts as long as the server runs in this process. */
export class ServerDisk {
  readonly files = new Map<string, string>();
  /** Packages that were installed. */
  readonly installed = new Set<string>();
  /** Its package manager has read what the mirror has. */
  refreshed = false;
}
