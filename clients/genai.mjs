// Google's Gen AI SDK against the gateway: generateContent, token counts, vectors, models.

import assert from 'node:assert/strict';
import { FunctionCallingConfigMode as Mode, GoogleGenAI } from '@google/genai';
import {
  EMBED_MODEL, GATEWAY, KEY, MODEL, check, clock, end, isPerson, nonce, person, picture, refused, sayWord, script, sixty,
  upstreamLeft, weather, wholeOrError, word,
} from './checks.mjs';

const connect = more => new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: GATEWAY }, ...more });
const google = connect();
const beta = connect({ apiVersion: 'v1beta' });
const ask = (contents, config) => google.models.generateContent({ model: MODEL, contents, config });
const stream = (contents, config) => google.models.generateContentStream({ model: MODEL, contents, config });
const turn = (role, ...parts) => ({ role, parts });
const tools = [{
  functionDeclarations: [
    { name: 'weather', description: 'Tells the weather', parametersJsonSchema: weather },
    { name: 'clock', parametersJsonSchema: clock },
  ],
}];
const calling = (mode, allowedFunctionNames) => ({ tools, toolConfig: { functionCallingConfig: { mode, allowedFunctionNames } } });
const image = { inlineData: { mimeType: 'image/png', data: picture } };
const partsOf = answer => answer.candidates?.[0]?.content?.parts ?? [];

async function gather(chunks) {
  const told = { parts: [], text: '', thought: '' };
  for await (const chunk of chunks) {
    told.finish = chunk.candidates?.[0]?.finishReason ?? told.finish;
    told.usage = chunk.usageMetadata ?? told.usage;
    for (const part of partsOf(chunk)) {
      told.parts.push(part);
      told[part.thought ? 'thought' : 'text'] += part.text ?? '';
    }
  }
  return told;
}

await check('models', async () => {
  const names = [];
  for await (const model of await google.models.list()) names.push(model.name);
  assert.ok(names.includes(`models/${MODEL}`));
  assert.equal((await google.models.get({ model: MODEL })).name, `models/${MODEL}`);
});
await check('content', async () => {
  const answer = await ask(sayWord, { systemInstruction: 'be short' });
  assert.equal(answer.text, word);
  assert.equal(answer.candidates[0].finishReason, 'STOP');
  const usage = answer.usageMetadata;
  assert.equal(usage.totalTokenCount, usage.promptTokenCount + usage.candidatesTokenCount);
});
await check('content by v1beta', async () => {
  assert.equal((await beta.models.generateContent({ model: MODEL, contents: sayWord })).text, word);
});
await check('stream', async () => {
  const told = await gather(await stream(script('words=60')));
  assert.equal(told.text, sixty);
  assert.equal(told.finish, 'STOP');
  assert.equal(told.usage.candidatesTokenCount, 60);
});
await check('stream as an array', async () => {
  const answer = await fetch(`${GATEWAY}/v1beta/models/${MODEL}:streamGenerateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ contents: [turn('user', { text: sayWord })] }),
  });
  const chunks = await answer.json();
  assert.equal(chunks.flatMap(partsOf).map(part => part.text ?? '').join(''), word);
});
await check('parallel calls and results', async () => {
  const question = turn('user', { text: '[[call:2]]' });
  const told = await gather(await stream([question], { tools }));
  const called = told.parts.filter(part => part.functionCall);
  assert.deepEqual(called.map(part => part.functionCall.name), ['weather', 'clock']);
  assert.deepEqual(called[0].functionCall.args, { city: 'sample', days: 1 });
  const results = called.map(({ functionCall: call }, i) =>
    ({ functionResponse: { id: call.id, name: call.name, response: { output: `R${i}-${nonce}` } } }));
  const answer = await ask([question, turn('model', ...called), turn('user', ...results)], { tools });
  assert.equal(answer.text, `The tool said: "R0-${nonce}", "R1-${nonce}".`);
});
await check('calls without ids', async () => {
  const call = city => ({ functionCall: { name: 'weather', args: { city, days: 1 } } });
  const result = output => ({ functionResponse: { name: 'weather', response: { output } } });
  const contents = [
    turn('user', { text: '[[call:2]]' }), turn('model', call('a'), call('b')),
    turn('user', result(`R0-${nonce}`), result(`R1-${nonce}`)),
  ];
  assert.equal((await ask(contents, { tools })).text, `The tool said: "R0-${nonce}", "R1-${nonce}".`);
});
await check('tool choice', async () => {
  assert.equal((await ask('hi', calling(Mode.ANY, ['clock']))).functionCalls[0].name, 'clock');
  assert.equal((await ask('hi', calling(Mode.ANY))).functionCalls.length, 1);
  assert.equal((await ask('[[call:1]]', calling(Mode.NONE))).functionCalls ?? null, null);
});
await check('JSON schema', async () => {
  const config = { responseMimeType: 'application/json' };
  isPerson((await ask('a person', { ...config, responseJsonSchema: person })).text);
  const schema = { type: 'OBJECT', properties: { age: { type: 'INTEGER' } }, required: ['age'] };
  assert.deepEqual(JSON.parse((await ask('an age', { ...config, responseSchema: schema })).text), { age: 1 });
});
await check('pictures', async () => {
  assert.equal((await ask([turn('user', { text: '[[look]]' }, image, image)])).text, 'IMAGES 2');
});
await check('thinking, replayed with its signature', async () => {
  const config = { tools, thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } };
  const question = turn('user', { text: '[[think]][[call:1]]' });
  const told = await gather(await stream([question], config));
  assert.match(told.thought, /think/);
  const call = told.parts.find(part => part.functionCall).functionCall;
  const result = { functionResponse: { id: call.id, name: call.name, response: { output: `R-${nonce}` } } };
  const answer = await ask([question, turn('model', ...told.parts), turn('user', result)], config);
  assert.equal(partsOf(answer).filter(part => !part.thought).map(part => part.text).join(''), `The tool said: "R-${nonce}".`);
});
await check('stop', async () => {
  assert.equal((await ask('[[say:one END two]]', { stopSequences: ['END'] })).text, 'one ');
});
await check('token limit', async () => {
  const answer = await ask(script('words=60'), { maxOutputTokens: 20 });
  assert.equal(answer.candidates[0].finishReason, 'MAX_TOKENS');
  assert.equal(answer.text, sixty.slice(0, sixty.indexOf(' w21')));
});
await check('token count', async () => {
  assert.ok((await google.models.countTokens({ model: MODEL, contents: 'how many?' })).totalTokens > 0);
});
await check('conversation', async () => {
  const talk = google.chats.create({ model: MODEL });
  assert.equal((await talk.sendMessage({ message: sayWord })).text, word);
  assert.equal((await talk.sendMessage({ message: '[[say:an~other]]' })).text, 'another');
});
await check('vectors', async () => {
  const answer = await google.models.embedContent({
    model: EMBED_MODEL, contents: ['a', 'b'], config: { outputDimensionality: 8 },
  });
  assert.deepEqual(answer.embeddings.map(one => one.values.length), [8, 8]);
});
await check('cancel', async () => {
  const wish = script('words=60,gap=200ms');
  const stop = new AbortController();
  let chunks = 0;
  await refused(async () => {
    for await (const _ of await stream(wish, { abortSignal: stop.signal })) if (++chunks === 3) stop.abort();
  });
  await upstreamLeft(wish);
});
await check('a stream that breaks upstream', async () => {
  await wholeOrError(async () => (await gather(await stream(script('words=60,cut@40t*1')))).text, sixty);
});
await check('a stream that always breaks upstream', async () => {
  let told = {};
  try {
    told = await gather(await stream(script('words=60,cut@40t')));
  } catch {
    return;
  }
  assert.equal(told.finish, undefined, 'ended in good order');
});
await check('wrong key', async () => {
  const e = await refused(() => connect({ apiKey: 'wrong' }).models.generateContent({ model: MODEL, contents: 'hi' }));
  assert.ok([400, 401, 403].includes(e.status), `${e.status}`);
});
await check('unknown model', async () => {
  const e = await refused(() => google.models.generateContent({ model: 'no-such-model', contents: 'hi' }));
  assert.ok([400, 404].includes(e.status), `${e.status}`);
});
await check('conversation too long', async () => {
  const e = await refused(() => ask(script('status=400,code=context_length_exceeded')));
  assert.equal(e.status, 400);
});
await check('a failure that passes', async () => {
  assert.equal((await ask(`${sayWord}${script('status=503*1')}`)).text, word);
});
await check('rate limit', async () => {
  const e = await refused(() => ask(script('status=429,retry-after=1')));
  assert.equal(e.status, 429);
  assert.match(e.message, /RESOURCE_EXHAUSTED/);
});
end();
