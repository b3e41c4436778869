/** Pages of paper as they will be printed, one below the other. As a picture nothing in it can run or be pressed. */
export function PagesPicture({ svg, label }: { svg: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <div className="pages-picture" tabIndex={0}>
      <img alt={label} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />
    </div>
  );
}
