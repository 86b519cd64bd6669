/** Version of the app: stands in every operation and report. Equal to package.json (a test holds them together). */
export const appVersion = (): string => '0.1.0';
