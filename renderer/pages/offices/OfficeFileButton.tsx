import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** One click: everything this office was sent and answered, to read or to reckon with. */
export function OfficeFileButton({ officeCode }: { officeCode: string }) {
  const text = useText().offices;
  const write = useMutation({
    mutationFn: async (format: 'pdf' | 'csv') => {
      const { file } = await client.reports.export({ report: 'office-file', officeCode, format });
      await downloadFile(file);
    },
  });
  return (
    <>
      <ErrorNote error={write.error} />
      <Menu>
        <Menu.Target>
          <Button size="compact-md" variant="default" loading={write.isPending}>
            {text.officeFile}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => write.mutate('pdf')}>{text.officeFilePdf}</Menu.Item>
          <Menu.Item onClick={() => write.mutate('csv')}>{text.officeFileCsv}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
