interface Props {
  recipients: number;
  confirmed: number;
  outdated: number;
}

/** Confirmed, and confirmed in an older text, out of all. The numbers stand beside it. */
export function ShareBar({ recipients, confirmed, outdated }: Props) {
  const share = (part: number) => `${recipients === 0 ? 0 : (part * 100) / recipients}%`;
  return (
    <div className="bar">
      <span data-mark="confirmed" style={{ width: share(confirmed) }} />
      <span data-mark="outdated" style={{ width: share(outdated) }} />
    </div>
  );
}
