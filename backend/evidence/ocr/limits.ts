/** What a picture may ask of the machine, and how long it may take. */
export const ocrLimits = {
  /** bytes of the file: it is held in memory whole */
  wholeFile: 256 * 1024 * 1024,
  /** points of a picture: A3 at 600 dpi is 70 million */
  points: 120_000_000,
  pages: 2_000,
  words: 100_000,
  text: 4_000_000,
  /** MiB of memory of the process, decoders and the recogniser's own included */
  memoryMiB: 2_560,
  heapMiB: 1_024,
  /** a page that makes no progress for so long is stuck */
  silentMs: 120_000,
  /** no page takes longer */
  pageMs: 600_000,
} as const;
