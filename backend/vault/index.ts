export { createVault, openVault, vaultStatus, type NewVault, type VaultStatus } from './open-vault.ts';
export { changePassphrase, rotateVault } from './rotate.ts';
export type { BooksAccess, VaultSession } from './session.ts';
export type { CaseKeys } from './keys.ts';
export { newId } from './new-id.ts';
export { configFolder, installId } from './install.ts';
export { backupVault } from './backup.ts';
export { restoreVault } from './restore.ts';
export { checkCaseFiles } from './check.ts';
