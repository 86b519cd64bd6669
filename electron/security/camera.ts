import { app } from 'electron';
import type { WebContents } from 'electron';
import { mayFilm } from './may-film.ts';
import type { FilmAsk } from './may-film.ts';

/** When a person last pressed a key or a button in that page, by this process's clock. */
const presses = new WeakMap<WebContents, number>();

const pressTypes: readonly string[] = ['mouseDown', 'rawKeyDown', 'keyDown', 'touchEnd', 'gestureTap'];

/** From now on presses in every page that comes to be are noticed: a camera is opened only right after one. */
export function watchPresses(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', (_input, { type }) => {
      if (pressTypes.includes(type)) presses.set(contents, performance.now());
    });
  });
}

/** Whether this page may open the camera now. */
export function filmAllowed(contents: WebContents | null, ask: FilmAsk): boolean {
  const pressed = contents === null ? undefined : presses.get(contents);
  return pressed !== undefined && mayFilm(ask, performance.now() - pressed);
}
