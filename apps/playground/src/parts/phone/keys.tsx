const KEYS = [...'123456789*0#'];

/** The twelve keys of a telephone, in a grid of three columns. */
export function Keys({ press }: { readonly press: (key: string) => void }) {
  return KEYS.map((key) => (
    <button key={key} type="button" className="soft" data-testid={`key-${key}`} onClick={() => press(key)}>
      {key}
    </button>
  ));
}

/** Whether a key of a keyboard is one of them. */
export const isKey = (key: string): boolean => KEYS.includes(key);
