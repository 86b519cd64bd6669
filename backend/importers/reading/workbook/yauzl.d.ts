/** The part of yauzl 3.4 that is used; the package comes without types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export type ReadCall = [buffer: Buffer, offset: number, length: number, position: number, done: (error: Error | null) => void];

  export class RandomAccessReader {
    read(...call: ReadCall): void;
    _readStreamForRange(start: number, end: number): Readable;
  }

  export type Entry = {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly crc32: number;
    readonly compressionMethod: number;
    readonly generalPurposeBitFlag: number;
    readonly relativeOffsetOfLocalHeader: number;
    readonly fileNameLength: number;
    isEncrypted(): boolean;
  };

  export type ZipFile = {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry, options: { readonly decodeFileData: boolean }): Promise<Readable>;
    close(): void;
  };

  export type Options = { readonly autoClose?: boolean; readonly strictFileNames?: boolean; readonly validateEntrySizes?: boolean };
  export function fromRandomAccessReaderPromise(reader: RandomAccessReader, totalSize: number, options: Options): Promise<ZipFile>;
}
