/** Every project's tests in one run, as `npm test` does it; a project's own config runs that project alone. */
export default {
  projects: ['<rootDir>/libs/*/jest.config.mjs', '<rootDir>/apps/*/jest.config.mjs', '<rootDir>/tools/jest.config.mjs'],
};
