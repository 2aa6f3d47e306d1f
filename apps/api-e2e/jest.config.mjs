import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'api-e2e',
  rootDir: 'src',
  // `testTimeout` here would hold only while this project is run alone.
  setupFilesAfterEnv: ['<rootDir>/../jest.setup.mjs'],
};
