import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'meet-client', rootDir: 'src' };
