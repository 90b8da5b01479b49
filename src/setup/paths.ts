import { join } from 'node:path';

/** A path inside a folder; a name that would lead out of the folder is a defect. */
export function joinPath(folder: string, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new RangeError(`"${name}" is no file name of ours.`);
  }
  return join(folder, name);
}

/** The file of a key that is made for a connection. */
export function newKeyPath(sshFolder: string, connectionId: string): string {
  return joinPath(sshFolder, connectionId);
}
