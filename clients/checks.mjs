// What the checks of all SDKs share: where the gateway is, how a check passes, and what is skipped and why.
// Environment: GATEWAY and SIMULATOR (addresses without a path), KEY, UPSTREAM_KEY, UPSTREAM (chat, responses, messages
// or gemini), MODEL, EMBED_MODEL.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export const { GATEWAY, SIMULATOR, KEY, UPSTREAM_KEY, UPSTREAM, MODEL, EMBED_MODEL } = process.env;
export const nonce = Math.random().toString(36).slice(2, 10);

/** A text that the upstream answers, and the wish for it. The wish alone does not hold the text. */
export const word = `MARK-${nonce}`;
export const sayWord = `[[say:MA~RK-${nonce}]]`;
export const sixty = Array.from({ length: 60 }, (_, i) => `w${i + 1}`).join(' ');

/** A red picture of 1 x 1, PNG in base64. */
export const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

export const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' }, kind: { type: 'string', enum: ['adult', 'child'] } },
  required: ['name', 'age', 'kind'],
  additionalProperties: false,
};
export const weather = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
export const clock = {
  type: 'object',
  properties: { zone: { type: 'string' } },
  required: ['zone'],
  additionalProperties: false,
};

export function isPerson(json) {
  assert.deepEqual(JSON.parse(json), { name: 'sample', age: 1, kind: 'adult' });
}

/** Directives of the simulator for one request, counted by themselves. */
let scripts = 0;
export const script = directives => `[[sim:${directives},tag=${nonce}${scripts++}]]`;

const DEADLINE_MS = 60_000;
const skips = JSON.parse(readFileSync(new URL('skips.json', import.meta.url), 'utf8'));
const client = process.argv[1].replace(/^.*\/|\.mjs$/g, '');
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs one check and prints how it went. What skips.json names for this client and upstream is skipped. */
export async function check(name, run) {
  const reason = skips[client]?.[name]?.[UPSTREAM];
  if (reason) {
    counts.skipped++;
    console.log(`skip\t${name}\t${reason}`);
    return;
  }
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no end within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    await Promise.race([run(), late]);
    counts.passed++;
    console.log(`pass\t${name}`);
  } catch (e) {
    counts.failed++;
    console.log(`fail\t${name}\t${e?.constructor?.name}: ${String(e?.message ?? e).replace(/\s+/g, ' ').slice(0, 300)}`);
  } finally {
    clearTimeout(timer);
  }
}

export function end() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exit(counts.failed ? 1 : 0);
}

/** What the call throws, which it must. */
export async function refused(call) {
  let thrown;
  try {
    await call();
  } catch (e) {
    thrown = e;
  }
  assert.ok(thrown, 'nothing was thrown');
  return thrown;
}

/** Waits until the upstream has seen its client leave the request that has this text in it. */
export async function upstreamLeft(text) {
  for (let i = 0; i < 100; i++) {
    const answer = await fetch(`${SIMULATOR}/__log`, { headers: { authorization: `Bearer ${UPSTREAM_KEY}` } });
    const { requests } = await answer.json();
    if (requests.some(one => one.body?.includes(text) && one.outcome === 'client-abort')) return;
    await new Promise(go => setTimeout(go, 100));
  }
  assert.fail('the upstream did not see the client leave');
}

/** A stream that breaks upstream must end whole or with an error, never short in good order. */
export async function wholeOrError(read, whole) {
  let text;
  try {
    text = await read();
  } catch {
    return;
  }
  assert.equal(text, whole);
}
