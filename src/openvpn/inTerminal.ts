/** A program with its arguments, as a terminal starts it: no shell takes them apart. */
export interface TerminalProgram {
  readonly program: string;
  readonly words: readonly string[];
}

export interface TerminalVpn {
  readonly openvpn: string;
  /** Deleted as soon as it was read, or when openvpn ends: a key is in it. */
  readonly profile: string;
  /** Gets what openvpn says, besides the terminal; for its owner alone. */
  readonly log: string;
  /** Whether sudo asks for an administrator's password, in the terminal. */
  readonly sudo: boolean;
  /** What stands in the terminal when openvpn has ended: it stays open until then. */
  readonly ended: string;
}

/** What runs plain openvpn in a terminal until Ctrl+C. */
export function openvpnInTerminal({ openvpn, profile, log, sudo, ended }: TerminalVpn, platform: NodeJS.Platform = process.platform): TerminalProgram {
  return platform === 'win32'
    ? { program: 'powershell.exe', words: ['-NoProfile', '-NoExit', '-Command', windowsScript({ openvpn, profile, log, ended })] }
    : { program: '/bin/sh', words: ['-c', script, 'connect-vpn', profile, log, ended, ...sudo ? ['sudo', '--'] : [], openvpn, '--config', profile] };
}

/**
 * Ctrl+C is openvpn's alone: it takes back what it changed here, and what it says of that is written too. It names itself once it has read the profile,
 * which is deleted then: where the terminal is closed (SIGHUP) openvpn reads it again, finds none and ends, instead of going on unseen.
 */
const script = [
  'profile=$1 log=$2 ended=$3', 'shift 3', 'umask 077', 'trap \'rm -f "$profile"\' EXIT', 'trap "exit 1" HUP TERM', 'trap : INT',
  '"$@" 2>&1 | {', 'trap "" INT', 'while IFS= read -r line; do', 'printf "%s\\n" "$line"',
  'case "$line" in *"OpenVPN "[0-9]*) rm -f "$profile" ;; esac', 'done', '} | tee -i "$log"', 'rm -f "$profile"', 'printf "\\n%s" "$ended"', 'read -r _',
].join('\n');

function windowsScript({ openvpn, profile, log, ended }: Omit<TerminalVpn, 'sudo'>): string {
  const [program, from, to, last] = [openvpn, profile, log, ended].map(quoted);
  return `Set-Content -LiteralPath ${to} -Value '' -Encoding utf8; `
    + `try { & ${program} --config ${from} | ForEach-Object { $_; Add-Content -LiteralPath ${to} -Value $_ -Encoding utf8 } } `
    + `finally { Remove-Item -Force -LiteralPath ${from}; Write-Host ${last} }`;
}

/**
 * PowerShell takes typographic quotes for plain ones.
 * Source: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function quoted(word: string): string {
  return `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
