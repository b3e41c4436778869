import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { uploadFile } from '../api/files.ts';

/** Ends work the clerk no longer waits for, also when the page is left. */
export function useStop() {
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    begin: () => {
      running.current = new AbortController();
      return running.current.signal;
    },
    stop: () => running.current?.abort(),
  };
}

/** Brings the chosen file into the app's folder. Answers its own name, for the clerk, and that of the copy. */
export function useUpload() {
  const [uploaded, setUploaded] = useState<{ bytes: number; of: number } | null>(null);
  const { begin, stop } = useStop();
  const upload = useMutation({
    mutationFn: async (chosen: File) => {
      const of = chosen.size;
      setUploaded({ bytes: 0, of });
      const file = await uploadFile(chosen, (bytes) => setUploaded({ bytes, of }), begin());
      return { name: chosen.name, file };
    },
    onSettled: () => setUploaded(null),
  });
  return { ...upload, uploaded, stop };
}
