import type { Page } from '@playwright/test';

type Answer = { readonly output?: unknown; readonly code?: string };

/** Calls the backend or the shell as the page does, beside what the screens are doing.
 * @returns the answer, or the code of its failure */
export function callFromPage(page: Page, method: string, input: object = {}): Promise<Answer> {
  return page.evaluate(
    ([method, input]) =>
      new Promise<Answer>((resolve) => {
        const { assay } = globalThis as unknown as {
          assay: { send(message: unknown): void; listen(listener: (message: never) => void): void };
        };
        const id = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
        assay.listen((message: { kind: string; id?: number; output?: unknown; failure?: { code: string } }) => {
          if (message.id !== id) return;
          if (message.kind === 'answer') resolve({ output: message.output });
          if (message.kind === 'failed') resolve({ code: message.failure?.code ?? '' });
        });
        assay.send({ kind: 'request', id, method, input });
      }),
    [method, input] as const,
  );
}

/** Sends a call and comes back as soon as the page has sent it. @returns what waits for its answer */
export async function beginCall(page: Page, method: string, input: object = {}): Promise<() => Promise<Answer>> {
  await page.evaluate(
    ([method, input]) => {
      const world = globalThis as unknown as {
        begun: Promise<Answer>;
        assay: { send(message: unknown): void; listen(listener: (message: never) => void): void };
      };
      const id = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
      world.begun = new Promise<Answer>((resolve) => {
        world.assay.listen((message: { kind: string; id?: number; output?: unknown; failure?: { code: string } }) => {
          if (message.id !== id) return;
          if (message.kind === 'answer') resolve({ output: message.output });
          if (message.kind === 'failed') resolve({ code: message.failure?.code ?? '' });
        });
      });
      world.assay.send({ kind: 'request', id, method, input });
    },
    [method, input] as const,
  );
  return () => page.evaluate(() => (globalThis as unknown as { begun: Promise<Answer> }).begun);
}

/** Collects the events that reach the page from now on. */
export async function listenInPage(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const world = globalThis as unknown as { heard: string[]; assay: { listen(listener: (message: never) => void): void } };
    world.heard = [];
    world.assay.listen((message: { kind: string; event?: { kind: string } }) => {
      if (message.kind === 'event') world.heard.push(message.event?.kind ?? '');
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}
