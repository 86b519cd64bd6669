export { Grid } from './grid.tsx';
export type { GridColumn, GridSetup } from './model.ts';
export { noLayout, hidden } from './layout.ts';
