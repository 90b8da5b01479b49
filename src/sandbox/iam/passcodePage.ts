import { randomBytes } from 'node:crypto';
import type { Reply } from '../http/reply';
import type { World } from '../world';

/** A passcode that is good for one sign-in. */
export function newPasscode(world: World): string {
  const passcode = randomBytes(8).toString('base64url').slice(0, 10);
  world.state.passcodes.add(passcode);
  world.changed();
  return passcode;
}

/** The page where a person finds it, each time a new one. */
export function passcodePage(world: World): Reply {
  const style = 'font: 16px system-ui; max-width: 34em; margin: 4em auto';
  return {
    status: 200,
    text: '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>One-time passcode of the sandbox</title></head>'
      + `<body style="${style}"><h1>One-time passcode</h1><p>Copy it and paste it where you were asked. It works once.</p>`
      + `<p><code id="passcode" style="font-size: 2em">${newPasscode(world)}</code></p></body></html>`,
  };
}
