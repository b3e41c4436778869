import { Button, Group, Loader } from '@mantine/core';
import type { RegisterKind } from '../../../electron/contract/settings.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useOpenRegister } from '../../components/useOpenRegister.ts';
import { useText } from '../../text/index.ts';

/** Between the association's own register, the practice one, and a copy of the own one to practise on. */
export function RegisterSection({ register }: { register: RegisterKind }) {
  const text = useText().settings;
  const open = useOpenRegister();
  const said = { main: text.registerMain, practice: text.registerPractice, drill: text.registerDrill };
  return (
    <section className="panel" aria-labelledby="register">
      <h2 id="register">{text.register}</h2>
      <p>{said[register]}</p>
      {open.isPending ? (
        <Group role="status">
          <Loader size="sm" />
          {text.opening}
        </Group>
      ) : register === 'main' ? (
        <>
          <Group>
            <Button variant="default" onClick={() => open.mutate({ register: 'practice' })}>
              {text.toPractice}
            </Button>
            <Button variant="default" onClick={() => open.mutate({ register: 'drill' })}>
              {text.toDrill}
            </Button>
          </Group>
          <p className="dim">{text.drillNote}</p>
        </>
      ) : (
        <Button onClick={() => open.mutate({ register: 'main' })}>{text.toMain}</Button>
      )}
      <ErrorNote error={open.error} />
    </section>
  );
}
