import react from '@vitejs/plugin-react';

/** Where `npm start` listens; `npx vite` in this folder serves the sources and passes everything else on to it. */
const SERVICE = 'http://localhost:3000';

export default {
  // The service serves the page at `/` and `/join/{token}`, and its assets from one place.
  base: '/playground/',
  plugins: [react()],
  resolve: { conditions: ['meets-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../api/dist/playground-page',
    emptyOutDir: true,
    // Images go along as files: the page's policy lets nothing be loaded from inside it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: 'es2023',
  },
  server: { proxy: { '/graphql': { target: SERVICE, ws: true }, '/dev': SERVICE, '/m': SERVICE, '/effects': SERVICE } },
};
