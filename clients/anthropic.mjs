// The Anthropic SDK against the gateway: Messages, token counts, models.

import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import {
  GATEWAY, KEY, MODEL, check, clock, end, isPerson, nonce, person, picture, refused, sayWord, script, sixty, upstreamLeft,
  weather, wholeOrError, word,
} from './checks.mjs';

const connect = more => new Anthropic({ baseURL: GATEWAY, apiKey: KEY, maxRetries: 0, ...more });
const anthropic = connect();
const user = content => ({ role: 'user', content });
const ask = (content, more) =>
  anthropic.messages.create({ model: MODEL, max_tokens: 4000, messages: [user(content)], ...more });
const tools = [
  { name: 'weather', description: 'Tells the weather', input_schema: weather },
  { name: 'clock', input_schema: clock, cache_control: { type: 'ephemeral' } },
];
const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture } };
const text = message => message.content.filter(block => block.type === 'text').map(block => block.text).join('');
const calls = message => message.content.filter(block => block.type === 'tool_use');
const result = (call, content, more) => ({ type: 'tool_result', tool_use_id: call.id, content, ...more });

async function gather(stream) {
  let told = '';
  for await (const event of stream) if (event.delta?.type === 'text_delta') told += event.delta.text;
  return told;
}

await check('models', async () => {
  const ids = [];
  for await (const model of anthropic.models.list()) ids.push(model.id);
  assert.ok(ids.includes(MODEL));
  assert.equal((await anthropic.models.retrieve(MODEL)).type, 'model');
});
await check('message', async () => {
  const system = [{ type: 'text', text: 'be short', cache_control: { type: 'ephemeral' } }];
  const answer = await ask(sayWord, { system });
  assert.equal(text(answer), word);
  assert.equal(answer.stop_reason, 'end_turn');
  assert.ok(answer.usage.cache_read_input_tokens > 0 && answer.usage.output_tokens > 0);
});
await check('message, bearer key', async () => {
  const bearer = connect({ apiKey: null, authToken: KEY });
  assert.equal(text(await bearer.messages.create({ model: MODEL, max_tokens: 100, messages: [user(sayWord)] })), word);
});
await check('stream', async () => {
  const types = [];
  let open = -1;
  let told = '';
  let output;
  for await (const event of await ask(script('words=60'), { stream: true })) {
    types.push(event.type);
    if (event.type === 'content_block_start') open = event.index;
    if (event.type === 'content_block_delta') assert.equal(event.index, open);
    if (event.type === 'content_block_stop') open = -1;
    if (event.type === 'message_delta') output = event.usage.output_tokens;
    told += event.delta?.type === 'text_delta' ? event.delta.text : '';
  }
  assert.equal(told, sixty);
  assert.equal(output, 60);
  assert.equal(types[0], 'message_start');
  assert.deepEqual(types.slice(-3), ['content_block_stop', 'message_delta', 'message_stop']);
});
await check('parallel calls and results', async () => {
  let pieces = 0;
  const stream = anthropic.messages.stream({ model: MODEL, max_tokens: 4000, tools, messages: [user('[[call:2]]')] });
  stream.on('inputJson', () => pieces++);
  const answer = await stream.finalMessage();
  assert.equal(answer.stop_reason, 'tool_use');
  const [one, two] = calls(answer);
  assert.deepEqual([one.name, one.input, two.name], ['weather', { city: 'sample', days: 1 }, 'clock']);
  assert.ok(pieces > 1);
  const results = user([result(one, `R0-${nonce}`), result(two, [{ type: 'text', text: `R1-${nonce}` }])]);
  const messages = [user('[[call:2]]'), { role: 'assistant', content: answer.content }, results];
  const last = await anthropic.messages.create({ model: MODEL, max_tokens: 4000, tools, messages });
  assert.equal(text(last), `The tool said: "R0-${nonce}", "R1-${nonce}".`);
});
await check('tool choice', async () => {
  const named = await ask('hi', { tools, tool_choice: { type: 'tool', name: 'clock' } });
  assert.equal(calls(named)[0].name, 'clock');
  assert.equal(calls(await ask('hi', { tools, tool_choice: { type: 'any' } })).length, 1);
  assert.equal(calls(await ask('[[call:1]]', { tools, tool_choice: { type: 'none' } })).length, 0);
});
await check('thinking, replayed with its signature', async () => {
  const base = { model: MODEL, max_tokens: 4000, tools, thinking: { type: 'enabled', budget_tokens: 2000 } };
  const question = user('[[think]][[call:1]]');
  const answer = await anthropic.messages.stream({ ...base, messages: [question] }).finalMessage();
  assert.equal(answer.content[0].type, 'thinking');
  assert.match(answer.content[0].thinking, /think/);
  const messages = [question, { role: 'assistant', content: answer.content }, user([result(calls(answer)[0], `R-${nonce}`)])];
  assert.equal(text(await anthropic.messages.create({ ...base, messages })), `The tool said: "R-${nonce}".`);
});
await check('JSON schema', async () => {
  isPerson(text(await ask('a person', { output_config: { format: { type: 'json_schema', schema: person } } })));
});
await check('pictures', async () => {
  assert.equal(text(await ask([image, { type: 'text', text: '[[look]]' }])), 'IMAGES 1');
});
await check('picture and error from tools', async () => {
  const used = id => ({ type: 'tool_use', id, name: 'clock', input: { zone: 'x' } });
  const results = [result(used('toolu_1'), [image]), result(used('toolu_2'), 'no such zone', { is_error: true })];
  const messages = [user('[[look]]'), { role: 'assistant', content: [used('toolu_1'), used('toolu_2')] }, user(results)];
  assert.equal(text(await anthropic.messages.create({ model: MODEL, max_tokens: 100, tools, messages })), 'IMAGES 1');
});
await check('system message at the end', async () => {
  const messages = [user(sayWord), { role: 'system', content: 'a reminder' }];
  assert.equal(text(await anthropic.messages.create({ model: MODEL, max_tokens: 100, messages })), word);
});
await check('stop', async () => {
  const answer = await ask('[[say:one END two]]', { stop_sequences: ['END'] });
  assert.equal(text(answer), 'one ');
});
await check('stop text is told', async () => {
  const answer = await ask('[[say:one END two]]', { stop_sequences: ['END'] });
  assert.deepEqual([answer.stop_reason, answer.stop_sequence], ['stop_sequence', 'END']);
});
await check('prefill', async () => {
  const messages = [user(script('words=60')), { role: 'assistant', content: 'w1 w2' }];
  assert.equal(text(await anthropic.messages.create({ model: MODEL, max_tokens: 100, messages })), sixty.slice(5));
});
await check('token limit', async () => {
  const answer = await ask(script('words=60'), { max_tokens: 20 });
  assert.equal(answer.stop_reason, 'max_tokens');
  assert.equal(text(answer), sixty.slice(0, sixty.indexOf(' w21')));
});
await check('token count', async () => {
  const counted = await anthropic.messages.countTokens({ model: MODEL, messages: [user('how many?')], tools });
  assert.ok(counted.input_tokens > 0);
});
await check('beta route', async () => {
  const answer = await anthropic.beta.messages.create({
    model: MODEL, max_tokens: 100, betas: ['interleaved-thinking-2025-05-14'], messages: [user(sayWord)],
  });
  assert.equal(text(answer), word);
});
await check('cancel', async () => {
  const wish = script('words=60,gap=200ms');
  const stream = await ask(wish, { stream: true });
  let deltas = 0;
  for await (const event of stream) if (event.type === 'content_block_delta' && ++deltas === 3) break;
  await upstreamLeft(wish);
});
await check('a stream that breaks upstream', async () => {
  await wholeOrError(async () => gather(await ask(script('words=60,cut@40t*1'), { stream: true })), sixty);
});
await check('a stream that always breaks upstream', async () => {
  await refused(async () => gather(await ask(script('words=60,cut@40t'), { stream: true })));
});
await check('an error inside a stream', async () => {
  const e = await refused(async () => gather(await ask(script('words=60,error@20t'), { stream: true })));
  assert.ok(e instanceof Anthropic.APIError, e.constructor.name);
});
await check('wrong key', async () => {
  const wrong = connect({ apiKey: 'sk-wrong' });
  const e = await refused(() => wrong.messages.create({ model: MODEL, max_tokens: 9, messages: [user('hi')] }));
  assert.equal(e.status, 401);
  assert.equal(e.error.error.type, 'authentication_error');
});
await check('unknown model', async () => {
  const e = await refused(() => anthropic.messages.create({ model: 'no-such-model', max_tokens: 9, messages: [user('hi')] }));
  assert.ok([400, 404].includes(e.status) && e.error.type === 'error', `${e.status}`);
});
await check('conversation too long', async () => {
  const e = await refused(() => ask(script('status=400,code=context_length_exceeded')));
  assert.equal(e.status, 400);
  assert.equal(e.error.error.type, 'invalid_request_error');
});
await check('a failure that passes', async () => {
  assert.equal(text(await ask(`${sayWord}${script('status=503*1')}`)), word);
});
await check('rate limit', async () => {
  const e = await refused(() => ask(script('status=429,retry-after=1')));
  assert.equal(e.status, 429);
  assert.equal(e.error.error.type, 'rate_limit_error');
  assert.ok(Number(e.headers.get('retry-after')) >= 1);
});
end();
