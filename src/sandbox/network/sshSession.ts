import type { ServerChannel, Session } from 'ssh2';
import { isCancelled } from '../../model/failure';
import type { CommandContext, CommandResult } from './command';
import { runCommand } from './commands';

/** Exit code of the command that cloud-init binds to root's keys. */
const rootExitCode = 142;
const mostInput = 1024 * 1024;

export interface SessionContext extends Omit<CommandContext, 'input'> {
  readonly user: string;
}

/** One SSH session: a single command, or a friendly word instead of a shell. There is no sftp. */
export function serveSession(session: Session, context: SessionContext): void {
  // A client that wants no reply leaves out what would send one.
  session.on('pty', (accept: (() => void) | undefined) => accept?.());
  session.on('exec', (accept, _reject, { command }) => {
    const channel = accept();
    resultOf(command, { ...context, input: () => textFrom(channel) }).then(
      (result) => finish(channel, result),
      (error: unknown) => {
        finish(channel, { code: 255, stdout: '', stderr: isCancelled(error) ? '' : `sh: ${String(error)}\n` });
      },
    ).catch(() => channel.destroy());
  });
  session.on('shell', (accept) => {
    const text = `This is ${context.server.name}, a virtual server of the sandbox. It runs single commands and forwards connections, but has no shell.\n`;
    finish(accept(), context.user === 'root' ? asRoot(context) : { code: 1, stdout: text.replaceAll('\n', '\r\n'), stderr: '' });
  });
}

async function resultOf(command: string, context: SessionContext & CommandContext): Promise<CommandResult> {
  return context.user === 'root' ? asRoot(context) : runCommand(command, context);
}

/** To the client's end of it; the channel stays open for what is answered. */
function textFrom(channel: ServerChannel): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    channel.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.length > mostInput) {
        reject(new Error('The input is too long.'));
      }
    });
    channel.once('end', () => resolve(text));
    channel.once('close', () => reject(new Error('The client is gone.')));
  });
}

function asRoot(context: SessionContext): CommandResult {
  const stdout = `Please login as the user "${context.server.loginUser}" rather than the user "root".\n\n`;
  return { code: rootExitCode, stdout, stderr: '' };
}

function finish(channel: ServerChannel, result: CommandResult): void {
  channel.on('error', () => channel.destroy());
  channel.stderr.write(result.stderr);
  channel.write(result.stdout);
  channel.exit(result.code);
  channel.end();
}
