/** Drawn on 24 by 24, as lines. */
const PATHS = {
  mic: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm6-3a6 6 0 0 1-12 0m6 6v3',
  'mic-off':
    'M4 4l16 16M15 9.5V6a3 3 0 0 0-5.8-1M9 9v3a3 3 0 0 0 4.5 2.6M18 12a6 6 0 0 1-.6 2.6M6 12a6 6 0 0 0 9 5.2M12 18v3',
  camera: 'M3 8a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Zm12 3 6-3v8l-6-3',
  'camera-off':
    'M4 4l16 16M15 13v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h1m4.5 0H13a2 2 0 0 1 2 2v2.5l6-2.5v8l-2-1',
  screen: 'M3 5h18v11H3zm6 15h6m-3-4v4m-3-8 3-3 3 3',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2Z',
  hangup: 'M3 14c0-1.5 4-4 9-4s9 2.5 9 4v2l-5 1v-3a13 13 0 0 0-8 0v3l-5-1Z',
  'call-in':
    'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2ZM20 4l-5 5m0-4v4h4',
  'call-out':
    'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2ZM15 9l5-5m-4 0h4v4',
  hold: 'M9 6v12M15 6v12',
  play: 'M8 5v14l11-7Z',
  keypad: 'M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01',
  delete: 'M9 6h11v12H9l-6-6Zm3 4 4 4m0-4-4 4',
  leave: 'M10 4H5v16h5m4-4 4-4-4-4m4 4H9',
  chat: 'M4 5h16v11H9l-5 4Z',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1m2 4a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  missed: 'M4 6l8 7 8-7m-6 0h6v6M3 18c3-2 15-2 18 0',
  settings: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 5v4M10 15v4M4 12h4m4 0h8M8 10v4',
  log: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4',
  moon: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10Z',
  window: 'M9 5H5v14h14v-4M13 5h6v6m0-6-8 8',
  close: 'M6 6l12 12M18 6 6 18',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 8c0-3.5 2.7-5 6-5s6 1.5 6 5m0-15a3.5 3.5 0 0 1 0 7m2 3.5c2.5.6 4 2 4 4.5',
  lock: 'M6 11h12v9H6zm3 0V8a3 3 0 0 1 6 0v3',
  check: 'M5 13l4 4L19 7',
  sound: 'M4 9v6h4l5 4V5L8 9Zm13-1a5.5 5.5 0 0 1 0 8m2.5-10.5a9 9 0 0 1 0 13',
  grow: 'M9 4H4v5m11-5h5v5M9 20H4v-5m11 5h5v-5',
} as const;

export type IconName = keyof typeof PATHS;

/** Never says anything itself: a text beside it, or a label around it, does. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
