const tops = 'domain|contract|db|backend|electron|renderer|hq';
const only = (from, may) => ({
  name: `${from}-imports`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: `^(${tops})/`, pathNot: `^(${[from, ...may].join('|')})/` },
});
const npm = ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'core'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('domain', []),
    only('contract', ['domain']),
    only('db', ['domain']),
    only('backend', ['domain', 'contract', 'db']),
    only('electron', ['contract']),
    only('renderer', ['domain', 'contract']),
    {
      name: 'hq-imports',
      severity: 'error',
      from: { path: '^hq/' },
      to: {
        path: `^(${tops})/`,
        pathNot: '^(hq|domain|contract|db)/|^backend/(importers|evidence|report|signing|analysis)/|^renderer/(screens|parts|theme)/',
      },
    },
    {
      name: 'shared-backend-rooms',
      severity: 'error',
      from: { path: '^backend/(importers|evidence|report|signing|analysis)/' },
      to: { path: '^backend/(actions|rpc|host|sync)/' },
    },
    {
      name: 'screens-get-their-api-injected',
      severity: 'error',
      from: { path: '^renderer/(screens|parts|theme)/' },
      to: { path: '^renderer/api/' },
    },
    { name: 'domain-no-npm', severity: 'error', from: { path: '^domain/' }, to: { dependencyTypes: npm } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: `^(${tops})/` },
      to: { path: '^(tests|scripts)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|release)/' },
    tsPreCompilationDeps: true,
  },
};
