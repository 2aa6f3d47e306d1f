import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'api-e2e', rootDir: 'src', testTimeout: 180_000 };
