/** What R35 has keys for. */
export type ShortcutAction = 'accept' | 'toggle-microphone' | 'end' | 'leave';
export type ShortcutSystem = 'mac' | 'other';

/** The part of a `KeyboardEvent` that is read. `code` and not `key`: a Korean layout has another letter on the same key. */
export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Chord {
  readonly action: ShortcutAction;
  readonly shift: boolean;
  /** All of them, held down together; the last one to go down is the one that acts. */
  readonly codes: readonly string[];
}

/** R35, each beside Ctrl, or ⌘ on a Mac. */
const CHORDS: Readonly<Record<ShortcutSystem, readonly Chord[]>> = {
  other: [
    { action: 'accept', shift: true, codes: ['Space'] },
    { action: 'toggle-microphone', shift: true, codes: ['KeyM'] },
    { action: 'end', shift: true, codes: ['KeyO'] },
    { action: 'leave', shift: false, codes: ['KeyO'] },
  ],
  mac: [
    { action: 'accept', shift: true, codes: ['KeyD', 'Space'] },
    { action: 'toggle-microphone', shift: true, codes: ['KeyM'] },
    { action: 'end', shift: true, codes: ['KeyO'] },
    { action: 'leave', shift: false, codes: ['KeyO'] },
  ],
};

/** What to write on a key: `['Ctrl', 'Shift', 'Space']`, or `['⌘', 'Shift', 'D', 'Space']`. */
export function shortcutKeys(action: ShortcutAction, system: ShortcutSystem): readonly string[] {
  const chord = CHORDS[system].find((each) => each.action === action);
  const letters = chord?.codes.map((code) => code.replace(/^Key/, '')) ?? [];
  return [system === 'mac' ? '⌘' : 'Ctrl', ...(chord?.shift ? ['Shift'] : []), ...letters];
}

/** Reads one keyboard. */
export interface ShortcutReader {
  /** A key goes down. Answers the action whose last key it is. */
  pressed(key: KeyPress): ShortcutAction | null;
  released(key: KeyPress): void;
  /** The window has lost the keyboard: what is let go of now is not heard. */
  forget(): void;
}

export function createShortcutReader(system: ShortcutSystem): ShortcutReader {
  const held = new Set<string>();
  return {
    pressed(key) {
      if (key.altKey || key.metaKey !== (system === 'mac') || key.ctrlKey !== (system === 'other')) return null;
      held.add(key.code);
      const complete = ({ shift, codes }: Chord): boolean =>
        shift === key.shiftKey && codes.at(-1) === key.code && codes.every((code) => held.has(code));
      return CHORDS[system].find(complete)?.action ?? null;
    },
    released(key) {
      held.delete(key.code);
      // While ⌘ is down, a Mac tells of no other key that it was let go of.
      if (!key.metaKey && !key.ctrlKey) held.clear();
    },
    forget: () => held.clear(),
  };
}

export interface ShortcutOptions {
  /** The window. */
  readonly target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly system: ShortcutSystem;
  /** Answers whether it acted; then the browser does not do what it has on these keys. */
  readonly act: (action: ShortcutAction) => boolean;
}

/** R35: hears the shortcuts until the answer is called, which is safe twice. A key held down acts once. */
export function listenForShortcuts({ target, system, act }: ShortcutOptions): () => void {
  const reader = createShortcutReader(system);
  const down = (event: Event): void => {
    const key = event as KeyboardEvent;
    const action = reader.pressed(key);
    if (action !== null && (key.repeat || act(action))) key.preventDefault();
  };
  const up = (event: Event): void => reader.released(event as KeyboardEvent);
  const listeners = { keydown: down, keyup: up, blur: () => reader.forget() };
  for (const [type, listener] of Object.entries(listeners)) target.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of Object.entries(listeners)) target.removeEventListener(type, listener);
  };
}
