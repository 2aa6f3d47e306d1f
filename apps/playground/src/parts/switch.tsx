interface SwitchProps {
  readonly name: string;
  readonly label: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
}

export const Switch = ({ name, label, on, set }: SwitchProps) => (
  <label className="switch">
    <input
      type="checkbox"
      role="switch"
      data-testid={name}
      checked={on}
      onChange={(event) => set(event.target.checked)}
    />
    {label}
  </label>
);
