import inspector from 'node:inspector';

/** True in a build whose inspect fuse is on and that was started with `--inspect`: the one that tests drive. */
export const debuggerIsOpen = (): boolean => inspector.url() !== undefined;

const patienceMs = 3_000;

/**
 * Resolves at once, or, in a driven app, when Playwright has connected. A page that is on its way to its first address
 * at that moment makes Playwright wait for ever: it reads the page's address as still empty and never hears that the
 * page arrived (docs/decisions/launch-hang.md). Playwright calls the function named here when it is ready.
 */
export function driverIsReady(): Promise<void> {
  if (!debuggerIsOpen()) return Promise.resolve();
  return new Promise((resolve) => {
    Object.assign(globalThis, { __playwright_run: resolve });
    setTimeout(resolve, patienceMs);
  });
}
