/** What a colour profile begins with: its header has the letters `acsp` at byte 36. @source ICC.1:2022 §7.2 */
export const isProfile = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(36, 40)) === 'acsp';
