import { describe, expect, it } from 'vitest';
import { assignment } from '../testing/made';
import { Api } from './api';
import { ApiError, Unreachable } from './errors';
import { FakeTransport } from './fake';
import { request } from './request';
import { browserTransport, cookie } from './transport';

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('nothing went wrong');
    },
    (error: unknown) => error,
  );

/** A server that is none of ours. */
function answering(response: Response): FakeTransport {
  const server = new FakeTransport();
  server.fetch = () => Promise.resolve(response);
  return server;
}

describe('a request', () => {
  it('carries its query without what is not given, and its body as JSON', async () => {
    const server = new FakeTransport().on('POST /run', () => ({ status: 202, json: { run_id: 'r1' } }));
    const reply = await request(server, 'POST', '/run', { query: { a: 1, b: null }, body: { code: 'é😀' } });
    expect(reply).toEqual({ run_id: 'r1' });
    expect(server.requests[0]?.query.toString()).toBe('a=1');
    expect(server.requests[0]?.body).toEqual({ code: 'é😀' });
  });

  it('answers a reply without a body with undefined', async () => {
    const server = new FakeTransport().on('POST /assignment/last-visit', () => ({ status: 204 }));
    await expect(new Api(server).visit('basics/search')).resolves.toBeUndefined();
  });

  it('tells the code, the sentence and the pause of a refusal', async () => {
    const server = new FakeTransport().on('POST /submission', () => ({
      status: 429,
      json: { message: 'Wait a moment.', code: 'slow-down' },
      headers: { 'Retry-After': '7' },
    }));
    const error = await failure(new Api(server).submit(assignment(), 'pass'));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 429, code: 'slow-down', said: 'Wait a moment.', retryAfter: 7 });
  });

  it('brings the assignment that was changed', async () => {
    const newer = assignment({ revision: 2 });
    const server = new FakeTransport().on('POST /submission', () => ({
      status: 409,
      json: { message: 'It was changed.', code: 'changed', assignment: newer },
    }));
    expect(await failure(new Api(server).submit(assignment(), 'pass'))).toMatchObject({
      code: 'changed',
      assignment: newer,
    });
  });

  it('says that the extension is missing where a server does not know the path', async () => {
    const server = answering(new Response('<html>404', { status: 404 }));
    expect(await failure(request(server, 'GET', '/courses'))).toMatchObject({ code: 'not-here' });
  });

  it('says who is signed out where the sign-in page comes instead', async () => {
    const page = new Response('<!DOCTYPE html>');
    Object.defineProperty(page, 'redirected', { value: true });
    const server = answering(page);
    expect(await failure(request(server, 'GET', '/courses'))).toMatchObject({ code: 'signed-out' });
  });

  const json = (code: string): string => JSON.stringify({ code, message: 'No.' });

  it.each([
    [401, json('unauthenticated'), 'signed-out', null],
    [403, json('unauthenticated'), 'signed-out', null],
    [403, json('stale-page'), 'stale-page', null],
    [403, json('forbidden'), 'forbidden', 'No.'],
    [403, '{"message": "Forbidden", "reason": null}', 'refused', null],
    [403, '<html>Blocked by a filter', 'refused', null],
  ])('tells who said no, and to what: %i %s', async (status, body, code, said) => {
    const server = answering(new Response(body, { status }));
    expect(await failure(request(server, 'POST', '/submission'))).toMatchObject({ status, code, said });
  });

  it('tells a proxy without a server from a refusal', async () => {
    const server = answering(new Response('Bad gateway', { status: 502 }));
    expect(await failure(request(server, 'GET', '/courses'))).toMatchObject({
      status: 502,
      code: 'unavailable',
    });
  });

  it('gives up on a server that says nothing', async () => {
    const server = new FakeTransport().on('GET /courses', () => new Promise(() => undefined));
    const error = await failure(request(server, 'GET', '/courses', { timeout: 20 }));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error).toMatchObject({ code: 'timeout', said: null });
  });

  it('tells a broken network from a slow server', async () => {
    const server = new FakeTransport().on('GET /courses', () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await failure(request(server, 'GET', '/courses'))).toMatchObject({ name: 'Unreachable', code: 'offline' });
  });

  it('ends with the reason of the one who aborts it', async () => {
    const server = new FakeTransport().on('GET /courses', () => new Promise(() => undefined));
    const control = new AbortController();
    const work = failure(request(server, 'GET', '/courses', { signal: control.signal }));
    control.abort(new DOMException('enough', 'AbortError'));
    expect(await work).toMatchObject({ message: 'enough' });
  });
});

describe('the browser itself', () => {
  it('finds the cookie that the server would believe: the last of that name', () => {
    expect(cookie('_xsrf', 'a=1; _xsrf=old; _xsrf=2|new')).toBe('2|new');
    expect(cookie('_xsrf', 'x_xsrf=1')).toBeNull();
  });

  it('reads its base as an address of its own, with one slash at the end', () => {
    expect(browserTransport('/user/ada').baseUrl).toBe(`${window.location.origin}/user/ada/`);
  });
});
