import { ipcRenderer } from 'electron';

/**
 * Hands the page one port to the service, and nothing else of Electron. The page greets with `todoke-ready`;
 * the port comes as `todoke-port`, and a new one again whenever the service has been restarted.
 */
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'todoke-ready') ipcRenderer.send('todoke-ready');
});

ipcRenderer.on('todoke-port', (event) => {
  window.postMessage('todoke-port', location.origin, event.ports);
});
