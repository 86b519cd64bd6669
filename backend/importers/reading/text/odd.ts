// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
const odd = /[\u0300-\u036f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u1100-\u11ff\u2126\u212a\u212b]/;

/** Control characters, or letters that are not composed (NFC). */
export const isOdd = (text: string): boolean => odd.test(text);
