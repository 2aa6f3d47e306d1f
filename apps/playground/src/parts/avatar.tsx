/** A person as a coloured letter; everybody keeps their colour. */
export const Avatar = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <span className={`avatar hue-${hueOf(id)}`} aria-hidden="true">
    {name.slice(0, 1)}
  </span>
);

const HUES = 6;
const hueOf = (id: string): number =>
  [...id].reduce((sum, letter, index) => sum + letter.charCodeAt(0) * (index + 1), 0) % HUES;
