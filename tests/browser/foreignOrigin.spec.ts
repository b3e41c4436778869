import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './window.ts';

/*
 * A web page of another origin, open in the browser in which the clerk works. 127.0.0.1 with another port is the same
 * site, so that the browser sends our cookie along: the hardest case.
 */

/** Runs in the foreign page: every way a page has to reach another server, and what it could see of the answers. */
async function attack(target: string): Promise<{ tried: string[]; seen: string[] }> {
  const tried: string[] = [];
  const seen: string[] = [];
  const input = '{"json":{"title":"侵入","provider":"某社","knownOn":"2026-06-05"}}';
  const patience = () => new Promise((done) => setTimeout(done, 700));
  const attempt = async (name: string, act: () => unknown) => {
    tried.push(name);
    try {
      const answer = await act();
      if (typeof answer === 'string' && answer !== '') seen.push(`${name}: ${answer.slice(0, 80)}`);
    } catch {
      // Refused is what we hope for; what was seen is what counts.
    }
  };
  const url = (path: string) => new URL(path, target).href;
  const json = { 'content-type': 'application/json' };
  for (const path of ['/rpc/incidents/create', '/rpc/incidents/list', '/rpc/offices/list', '/', '/session']) {
    const post = { method: 'POST', body: input, credentials: 'include' } as const;
    await attempt(`fetch ${path}`, async () => (await fetch(url(path), { credentials: 'include' })).text());
    await attempt(`post ${path}`, async () => (await fetch(url(path), post)).text());
    await attempt(`json ${path}`, async () => (await fetch(url(path), { ...post, headers: json })).text());
    await attempt(`our header ${path}`, async () =>
      (await fetch(url(path), { ...post, headers: { ...json, 'x-todoke': '1' } })).text(),
    );
    await attempt(`no-cors ${path}`, async () => (await fetch(url(path), { ...post, mode: 'no-cors' })).text());
    await attempt(
      `beacon ${path}`,
      () => void navigator.sendBeacon(url(path), new Blob([input], { type: 'text/plain' })),
    );
  }
  for (const kind of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    await attempt(`form ${kind}`, async () => {
      const frame = document.createElement('iframe');
      frame.name = kind;
      document.body.append(frame);
      const form = Object.assign(document.createElement('form'), { method: 'post', enctype: kind, target: kind });
      form.action = url('/rpc/incidents/create');
      form.append(Object.assign(document.createElement('input'), { name: input, value: '' }));
      document.body.append(form);
      form.submit();
      await patience();
      return frame.contentDocument?.body.textContent ?? '';
    });
  }
  await attempt('script', async () => {
    window.addEventListener('error', () => undefined);
    document.body.append(Object.assign(document.createElement('script'), { src: url('/rpc/offices/list') }));
    await patience();
  });
  await attempt('image', async () => {
    const image = Object.assign(new Image(), { src: url('/rpc/offices/list') });
    await patience();
    return image.width > 0 ? 'an image' : '';
  });
  await attempt('frame', async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: target });
    document.body.append(frame);
    await patience();
    return frame.contentDocument?.body.textContent ?? '';
  });
  await attempt('window', async () => {
    const opened = window.open(target);
    await patience();
    return opened?.document.body.textContent ?? '';
  });
  await attempt('web socket', async () => {
    const socket = new WebSocket(url('/rpc/events/watch').replace('http', 'ws'));
    await patience();
    return socket.readyState === WebSocket.OPEN ? 'open' : '';
  });
  await attempt('event source', async () => {
    const source = new EventSource(url('/rpc/events/watch'), { withCredentials: true });
    await patience();
    return source.readyState === EventSource.OPEN ? 'open' : '';
  });
  return { tried, seen };
}

test.describe('a page of another origin', () => {
  test.use({ startWith: 'practice' });

  test('reads not one byte and changes nothing, although the browser sends our cookie along', async ({
    window: page,
  }) => {
    const target = new URL('/', page.url()).href;
    const incidents = () =>
      page.evaluate(async () => {
        const headers = { 'content-type': 'application/json', 'x-todoke': '1' };
        const reply = await fetch('/rpc/incidents/list', { method: 'POST', headers, body: '{"json":{}}' });
        return reply.text();
      });
    const before = await incidents();
    expect(before).toContain('title');
    const server = createServer((_request, response) => response.end('<!doctype html><body>foreign'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const foreign = await page.context().newPage();
    await foreign.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const reached: { cookie: boolean; status: number }[] = [];
    foreign.on('response', async (response) => {
      if (!response.url().startsWith(target)) return;
      const { cookie } = await response.request().allHeaders();
      reached.push({ cookie: cookie !== undefined, status: response.status() });
    });
    const { tried, seen } = await foreign.evaluate(attack, target);
    expect(tried.length).toBeGreaterThan(30);
    expect(seen).toEqual([]);
    // The attack was real: some requests (the browser tells only of those it let through) came with our cookie.
    expect(reached.filter(({ cookie }) => cookie).length).toBeGreaterThan(2);
    expect(reached.filter(({ cookie, status }) => cookie && status < 400)).toEqual([]);
    expect(await incidents()).toBe(before);
    await foreign.close();
    server.close();
  });
});
