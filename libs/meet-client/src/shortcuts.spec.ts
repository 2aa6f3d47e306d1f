import {
  createShortcutReader,
  type KeyPress,
  listenForShortcuts,
  shortcutKeys,
  type ShortcutSystem,
} from './shortcuts.ts';

const key = (code: string, modifiers: string = ''): KeyPress => ({
  code,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  shiftKey: modifiers.includes('shift'),
  altKey: modifiers.includes('alt'),
});
const pressing = (system: ShortcutSystem, ...keys: readonly KeyPress[]) => {
  const reader = createShortcutReader(system);
  return keys.map((each) => reader.pressed(each)).at(-1);
};

describe('a shortcut', () => {
  it.each([
    ['accept', 'Space', 'ctrl shift', 'other'],
    ['toggle-microphone', 'KeyM', 'ctrl shift', 'other'],
    ['end', 'KeyO', 'ctrl shift', 'other'],
    ['leave', 'KeyO', 'ctrl', 'other'],
    ['toggle-microphone', 'KeyM', 'meta shift', 'mac'],
    ['end', 'KeyO', 'meta shift', 'mac'],
    ['leave', 'KeyO', 'meta', 'mac'],
  ] as const)('R35: does %s', (action, code, modifiers, system) => {
    expect(pressing(system, key(code, modifiers))).toBe(action);
  });

  it.each([
    ['without its modifiers', key('KeyM')],
    ['with one too many', key('KeyM', 'ctrl shift alt')],
    ['of the other system', key('KeyM', 'meta shift')],
    ['with shift where there is none', key('KeyB', 'ctrl shift')],
  ])('R35: is not read %s', (_what, pressed) => {
    expect(pressing('other', pressed)).toBeNull();
  });

  it('R35: accepts on a Mac by ⌘, Shift, D and Space together, and by no part of them', () => {
    const [d, space] = [key('KeyD', 'meta shift'), key('Space', 'meta shift')];
    expect(pressing('mac', d, space)).toBe('accept');
    expect(pressing('mac', space)).toBeNull();
    expect(pressing('mac', space, d)).toBeNull();
  });

  it('R35: forgets D when it, or ⌘, was let go of, or the window lost the keyboard', () => {
    const [d, space] = [key('KeyD', 'meta shift'), key('Space', 'meta shift')];
    const reader = createShortcutReader('mac');
    for (const letGo of [() => reader.released(d), () => reader.released(key('MetaLeft')), () => reader.forget()]) {
      reader.pressed(d);
      letGo();
      expect(reader.pressed(space)).toBeNull();
      reader.forget();
    }
  });

  it('R35: is written as its keys are labelled', () => {
    expect([shortcutKeys('accept', 'other'), shortcutKeys('accept', 'mac'), shortcutKeys('leave', 'other')]).toEqual([
      ['Ctrl', 'Shift', 'Space'],
      ['⌘', 'Shift', 'D', 'Space'],
      ['Ctrl', 'O'],
    ]);
  });
});

describe('a window that listens for shortcuts', () => {
  const press = (target: EventTarget, more: Partial<KeyboardEvent> = {}): boolean =>
    target.dispatchEvent(
      Object.assign(new Event('keydown', { cancelable: true }), { repeat: false, ...key('KeyM', 'ctrl shift') }, more),
    );

  it('R35: acts once however long the key is held, and keeps the browser from acting', () => {
    const target = new EventTarget();
    const acted: string[] = [];
    listenForShortcuts({ target, system: 'other', act: (action) => acted.push(action) > 0 });
    const browserActs = [press(target), press(target, { repeat: true })];
    expect([acted, browserActs]).toEqual([['toggle-microphone'], [false, false]]);
  });

  it('R35: leaves the key to the browser where there was nothing to do', () => {
    const target = new EventTarget();
    listenForShortcuts({ target, system: 'other', act: () => false });
    expect(press(target)).toBe(true);
  });

  it('hears nothing any more once it was stopped, twice if need be', () => {
    const target = new EventTarget();
    const acted: string[] = [];
    const stop = listenForShortcuts({ target, system: 'other', act: (action) => acted.push(action) > 0 });
    stop();
    stop();
    press(target);
    expect(acted).toEqual([]);
  });
});
