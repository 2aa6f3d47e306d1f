import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'meet-domain', rootDir: 'src' };
