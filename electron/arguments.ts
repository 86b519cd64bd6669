import path from 'node:path';

/** What the command line of the window asks for. */
export type Arguments = {
  /** null: the profile's own vault folder */
  readonly vaultDir: string | null;
  /** YYYY-MM-DD for tests; null: the clock's day */
  readonly today: string | null;
  /** paint, wait for the backend, print the times, quit */
  readonly selfTest: boolean;
  /** name of the script that drives the window; told to the screens by `shell.info` */
  readonly script: string;
};

/** @param argv the process's arguments; Chromium's own switches among them are not looked at */
export function readArguments(argv: readonly string[]): Arguments {
  const value = (name: string): string | null => {
    const start = `--${name}=`;
    return argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? null;
  };
  const vault = value('vault');
  return {
    vaultDir: vault === null ? null : path.resolve(vault),
    today: value('today'),
    selfTest: argv.includes('--self-test'),
    script: value('script') ?? '',
  };
}

const debugSwitches =
  /^--(inspect|inspect-brk|inspect-port|inspect-wait|inspect-publish-uid|debug|debug-brk|remote-debugging-[a-z-]+|remote-allow-origins|js-flags|renderer-cmd-prefix|gpu-launcher|utility-cmd-prefix|browser-subprocess-path|disable-web-security|proxy-server|load-extension|no-sandbox|disable-setuid-sandbox|disable-seccomp-filter-sandbox|single-process|in-process-gpu)(=|$)/;

/** @returns the first argument that opens the app to a debugger or weakens the sandbox, or null */
export const forbiddenSwitch = (argv: readonly string[]): string | null => argv.find((argument) => debugSwitches.test(argument)) ?? null;
