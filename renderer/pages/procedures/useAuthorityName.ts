import { useText } from '../../text/index.ts';

/** An authority's name in the clerk's language; one that the association named itself stays as it is. */
export function useAuthorityName(): (name: string) => string {
  const names: Readonly<Record<string, string>> = useText().authorities;
  return (name) => names[name] ?? name;
}
