/** What stands guard over the memory of a process that unpacks a stranger's streams. */
export type ArrayGuard = {
  /** true when something asked for more than it may have */
  readonly exceeded: () => boolean;
};

/**
 * No byte array of this process may be longer than `most` from now on: typed arrays lie outside the JavaScript heap, so its limit does
 * not hold them, and a packed stream of a few kilobytes can ask for gigabytes. For processes that end with their file.
 */
export function boundArrays(most: number): ArrayGuard {
  let over = false;
  const bound = <T extends typeof Uint8Array | typeof Uint8ClampedArray>(original: T): T =>
    new Proxy(original, {
      construct: (target, args: unknown[], made) => {
        const [size] = args;
        if (typeof size === 'number' && size > most) {
          over = true;
          throw new RangeError('array too long');
        }
        return Reflect.construct(target, args, made) as object;
      },
    });
  globalThis.Uint8Array = bound(Uint8Array);
  globalThis.Uint8ClampedArray = bound(Uint8ClampedArray);
  return { exceeded: () => over };
}
