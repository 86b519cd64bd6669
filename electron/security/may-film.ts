import { origin } from './app-files.ts';

/** What a page asks for, or is asked about, when it wants the camera. */
export type FilmAsk = {
  readonly isMainFrame: boolean;
  readonly securityOrigin?: string | undefined;
  readonly requestingUrl?: string | undefined;
  /** of a request */
  readonly mediaTypes?: readonly string[] | undefined;
  /** of a check */
  readonly mediaType?: string | undefined;
};

/** A camera opens within this time after a key or a click, or not at all. */
export const pressLastsMs = 5_000;

const isOurs = (address: string | undefined): boolean => address === undefined || address === origin || address.startsWith(`${origin}/`);

/** Pictures without sound, for the app's own page, right after a person's key or click. */
export function mayFilm(ask: FilmAsk, sincePressMs: number): boolean {
  const types = ask.mediaTypes ?? [ask.mediaType];
  const named = ask.securityOrigin !== undefined || ask.requestingUrl !== undefined;
  return (
    ask.isMainFrame &&
    named &&
    isOurs(ask.securityOrigin) &&
    isOurs(ask.requestingUrl) &&
    types.length === 1 &&
    types[0] === 'video' &&
    sincePressMs >= 0 &&
    sincePressMs <= pressLastsMs
  );
}
