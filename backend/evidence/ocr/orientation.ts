/** The orientation tag of EXIF. */
const orientationTag = 0x0112;

function inTiff(bytes: Buffer): number {
  const little = bytes.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = long(4);
  for (let i = 0, at = directory + 2; i < short(directory) && at + 12 <= bytes.length; i += 1, at += 12)
    if (short(at) === orientationTag) return short(at + 8);
  return 1;
}

/** How a JPEG asks to be turned: 1 as it stands … 8, as EXIF counts; 1 where nothing is said. */
export function jpegOrientation(bytes: Buffer): number {
  try {
    for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
      const isExif = bytes[at + 1] === 0xe1 && bytes.subarray(at + 4, at + 10).toString('latin1') === 'Exif\0\0';
      const found = isExif ? inTiff(bytes.subarray(at + 10, at + 2 + bytes.readUInt16BE(at + 2))) : 1;
      if (isExif) return found >= 1 && found <= 8 ? found : 1;
    }
  } catch {
    // tags that point out of their segment say nothing
  }
  return 1;
}

/** An EXIF segment that holds the orientation and nothing else, in the byte order that the recogniser looks for. */
function segmentOf(orientation: number): Buffer {
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(tiff)]);
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body]);
}

/** The same picture with its orientation said where the recogniser reads it: in its first bytes, whoever wrote the file. */
export function orientedJpeg(bytes: Buffer): Buffer {
  const orientation = jpegOrientation(bytes);
  return orientation === 1 ? bytes : Buffer.concat([bytes.subarray(0, 2), segmentOf(orientation), bytes.subarray(2)]);
}
