import { Button, Group, Loader } from '@mantine/core';
import type { RegisterKind } from '../../../electron/contract/settings.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useOpenRegister } from '../../components/useOpenRegister.ts';
import { useText } from '../../text/index.ts';

/** Between the association's own register and the practice one. */
export function RegisterSection({ register }: { register: RegisterKind }) {
  const text = useText().settings;
  const open = useOpenRegister();
  const practice = register === 'practice';
  return (
    <section className="panel" aria-labelledby="register">
      <h2 id="register">{text.register}</h2>
      <p>{practice ? text.registerPractice : text.registerMain}</p>
      {open.isPending ? (
        <Group role="status">
          <Loader size="sm" />
          {text.opening}
        </Group>
      ) : (
        <Button
          variant={practice ? 'filled' : 'default'}
          onClick={() => open.mutate({ register: practice ? 'main' : 'practice' })}
        >
          {practice ? text.toMain : text.toPractice}
        </Button>
      )}
      <ErrorNote error={open.error} />
    </section>
  );
}
