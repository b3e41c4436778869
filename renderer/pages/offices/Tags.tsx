/** An office's tags, each on its own. `value` as it is stored: joined by `; `. */
export function Tags({ value }: { value: string }) {
  if (value === '') return null;
  return (
    <span className="office-tags" title={value}>
      {value.split('; ').map((tag) => (
        <span key={tag} className="office-tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
