// The OpenAI SDK against the gateway: Chat Completions, Responses, text completions, embeddings.

import assert from 'node:assert/strict';
import OpenAI from 'openai';
import {
  GATEWAY, KEY, MODEL, EMBED_MODEL, check, clock, end, isPerson, nonce, person, picture, refused, sayWord, script, sixty,
  upstreamLeft, weather, wholeOrError, word,
} from './checks.mjs';

const connect = more => new OpenAI({ baseURL: `${GATEWAY}/v1`, apiKey: KEY, maxRetries: 0, ...more });
const openai = connect();
const user = content => [{ role: 'user', content }];
const chat = (content, more) => openai.chat.completions.create({ model: MODEL, messages: user(content), ...more });
const functions = [
  { type: 'function', function: { name: 'weather', description: 'Tells the weather', parameters: weather, strict: true } },
  { type: 'function', function: { name: 'clock', parameters: clock } },
];
const tools = functions.map(({ function: f }) => ({ type: 'function', strict: null, ...f }));
const pictureUrl = `data:image/png;base64,${picture}`;

/** The text, the thought and the calls of a chat stream, put together by hand. */
async function gather(stream) {
  const told = { text: '', thought: '', calls: [], pieces: 0 };
  for await (const chunk of stream) {
    const choice = chunk.choices[0];
    told.usage = chunk.usage ?? told.usage;
    told.finish = choice?.finish_reason ?? told.finish;
    told.text += choice?.delta.content ?? '';
    told.thought += choice?.delta.reasoning_content ?? '';
    for (const piece of choice?.delta.tool_calls ?? []) {
      const call = (told.calls[piece.index] ??= { id: piece.id, name: piece.function.name, arguments: '' });
      call.arguments += piece.function.arguments ?? '';
      told.pieces++;
    }
  }
  return told;
}

await check('models', async () => {
  const ids = [];
  for await (const model of openai.models.list()) ids.push(model.id);
  assert.ok(ids.includes(MODEL));
  assert.equal((await openai.models.retrieve(MODEL)).id, MODEL);
});
await check('chat', async () => {
  const answer = await chat(sayWord);
  assert.equal(answer.choices[0].message.content, word);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
});
await check('chat, streamed', async () => {
  const told = await gather(await chat(script('words=60'), { stream: true, stream_options: { include_usage: true } }));
  assert.equal(told.text, sixty);
  assert.equal(told.finish, 'stop');
  assert.equal(told.usage.completion_tokens, 60);
  assert.ok(told.usage.prompt_tokens_details.cached_tokens > 0);
});
await check('chat, parallel calls and results', async () => {
  const question = user('[[call:2]]');
  const message = (await openai.chat.completions.create({ model: MODEL, messages: question, tools: functions }))
    .choices[0].message;
  assert.deepEqual(message.tool_calls.map(call => call.function.name), ['weather', 'clock']);
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'sample', days: 1 });
  const results = message.tool_calls.map((call, i) => ({ role: 'tool', tool_call_id: call.id, content: `R${i}-${nonce}` }));
  const answer = await openai.chat.completions.create(
    { model: MODEL, messages: [...question, message, ...results], tools: functions });
  assert.equal(answer.choices[0].message.content, `The tool said: "R0-${nonce}", "R1-${nonce}".`);
});
await check('chat, calls in pieces', async () => {
  const told = await gather(await chat('[[call:2]]', { tools: functions, stream: true }));
  assert.equal(told.finish, 'tool_calls');
  assert.equal(new Set(told.calls.map(call => call.id)).size, 2);
  assert.deepEqual(JSON.parse(told.calls[1].arguments), { zone: 'sample' });
});
await check('chat, argument pieces are not collected', async () => {
  const told = await gather(await chat('[[call:1]]', { tools: functions, stream: true }));
  assert.ok(told.pieces > 3, `${told.pieces} pieces`);
});
await check('chat, tool choice', async () => {
  const named = await chat('hi', { tools: functions, tool_choice: { type: 'function', function: { name: 'clock' } } });
  assert.equal(named.choices[0].message.tool_calls[0].function.name, 'clock');
  const any = await chat('hi', { tools: functions, tool_choice: 'required' });
  assert.equal(any.choices[0].message.tool_calls.length, 1);
  const none = await chat('[[call:1]]', { tools: functions, tool_choice: 'none' });
  assert.equal(none.choices[0].message.tool_calls ?? null, null);
});
await check('chat, JSON schema', async () => {
  const format = { type: 'json_schema', json_schema: { name: 'person', schema: person, strict: true } };
  isPerson((await chat('a person', { response_format: format })).choices[0].message.content);
});
await check('chat, pictures', async () => {
  const image = { type: 'image_url', image_url: { url: pictureUrl } };
  const answer = await chat([{ type: 'text', text: '[[look]]' }, image, image]);
  assert.equal(answer.choices[0].message.content, 'IMAGES 2');
});
await check('chat, thinking', async () => {
  const told = await gather(await chat(`[[think]]${sayWord}`, { stream: true, reasoning_effort: 'high' }));
  assert.equal(told.text, word);
  assert.match(told.thought, /think/);
});
await check('chat, stop', async () => {
  const answer = await chat('[[say:one END two]]', { stop: ['END'] });
  assert.equal(answer.choices[0].message.content, 'one ');
});
await check('chat, token limit', async () => {
  const answer = await chat(script('words=60'), { max_completion_tokens: 20 });
  assert.equal(answer.choices[0].finish_reason, 'length');
  assert.equal(answer.choices[0].message.content, sixty.slice(0, sixty.indexOf(' w21')));
});
await check('responses', async () => {
  const answer = await openai.responses.create({ model: MODEL, instructions: 'be short', input: sayWord });
  assert.equal(answer.output_text, word);
  assert.equal(answer.status, 'completed');
  assert.ok(answer.usage.input_tokens > 0 && answer.usage.output_tokens > 0);
});
await check('responses, streamed', async () => {
  const types = [];
  let text = '';
  let number = -1;
  for await (const event of await openai.responses.create({ model: MODEL, input: script('words=60'), stream: true })) {
    types.push(event.type);
    assert.equal(event.sequence_number, ++number);
    if (event.type === 'response.output_text.delta') text += event.delta;
  }
  assert.equal(text, sixty);
  assert.equal(types[0], 'response.created');
  assert.equal(types.at(-1), 'response.completed');
  const inner = ['output_item.added', 'content_part.added', 'output_text.done', 'content_part.done', 'output_item.done'];
  inner.forEach(type => assert.ok(types.includes(`response.${type}`), type));
});
await check('responses, thought, calls and replay', async () => {
  const base = { model: MODEL, tools, store: false, include: ['reasoning.encrypted_content'], reasoning: { effort: 'low' } };
  const input = user('[[think]][[call:2]]');
  const first = await openai.responses.stream({ ...base, input }).finalResponse();
  assert.ok(first.output.some(item => item.type === 'reasoning'), 'no reasoning item');
  const calls = first.output.filter(item => item.type === 'function_call');
  assert.deepEqual(calls.map(call => call.name), ['weather', 'clock']);
  const results = calls.map((call, i) => ({ type: 'function_call_output', call_id: call.call_id, output: `R${i}-${nonce}` }));
  const second = await openai.responses.create({ ...base, input: [...input, ...first.output, ...results] });
  assert.equal(second.output_text, `The tool said: "R0-${nonce}", "R1-${nonce}".`);
});
await check('responses, previous_response_id', async () => {
  const first = await openai.responses.create({ model: MODEL, tools, input: '[[call:1]]' });
  const call = first.output.find(item => item.type === 'function_call');
  const second = await openai.responses.create({
    model: MODEL, tools, previous_response_id: first.id,
    input: [{ type: 'function_call_output', call_id: call.call_id, output: `R-${nonce}` }],
  });
  assert.equal(second.output_text, `The tool said: "R-${nonce}".`);
});
await check('responses, JSON schema', async () => {
  const format = { type: 'json_schema', name: 'person', schema: person, strict: true };
  isPerson((await openai.responses.create({ model: MODEL, input: 'a person', text: { format } })).output_text);
});
await check('responses, pictures', async () => {
  const content = [{ type: 'input_text', text: '[[look]]' }, { type: 'input_image', image_url: pictureUrl, detail: 'auto' }];
  assert.equal((await openai.responses.create({ model: MODEL, input: user(content) })).output_text, 'IMAGES 1');
});
await check('responses, picture from a tool', async () => {
  const input = [
    ...user('[[look]]'),
    { type: 'function_call', call_id: 'call_1', name: 'clock', arguments: '{"zone":"x"}' },
    { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_image', image_url: pictureUrl, detail: 'auto' }] },
  ];
  assert.equal((await openai.responses.create({ model: MODEL, tools, input })).output_text, 'IMAGES 1');
});
await check('responses, token count', async () => {
  assert.ok((await openai.responses.inputTokens.count({ model: MODEL, input: 'how many?' })).input_tokens > 0);
});
await check('text completions', async () => {
  assert.equal((await openai.completions.create({ model: MODEL, prompt: sayWord })).choices[0].text, word);
});
await check('embeddings', async () => {
  const packed = await openai.embeddings.create({ model: EMBED_MODEL, input: ['a', 'b'], dimensions: 8 });
  const plain = await openai.embeddings.create(
    { model: EMBED_MODEL, input: ['a', 'b'], dimensions: 8, encoding_format: 'float' });
  assert.equal(packed.data.length, 2);
  packed.data[1].embedding.forEach((number, i) => assert.ok(Math.abs(number - plain.data[1].embedding[i]) < 1e-6));
});
await check('cancel', async () => {
  const wish = script('words=60,gap=200ms');
  const stream = await chat(wish, { stream: true });
  let chunks = 0;
  for await (const _ of stream) if (++chunks === 3) break;
  await upstreamLeft(wish);
});
await check('a stream that breaks upstream', async () => {
  await wholeOrError(async () => (await gather(await chat(script('words=60,cut@40t*1'), { stream: true }))).text, sixty);
});
await check('a stream that always breaks upstream', async () => {
  await refused(async () => gather(await chat(script('words=60,cut@40t'), { stream: true })));
});
await check('an error inside a response', async () => {
  let last;
  try {
    const stream = await openai.responses.create({ model: MODEL, stream: true, input: script('words=60,error@20t') });
    for await (const event of stream) last = event.type;
  } catch (e) {
    assert.ok(e instanceof OpenAI.APIError);
    return;
  }
  assert.ok(['response.failed', 'error'].includes(last), `ended with ${last}`);
});
await check('wrong key', async () => {
  const e = await refused(() => connect({ apiKey: 'sk-wrong' }).models.list());
  assert.equal(e.status, 401);
});
await check('unknown model', async () => {
  const e = await refused(() => openai.chat.completions.create({ model: 'no-such-model', messages: user('hi') }));
  assert.ok([400, 404].includes(e.status) && e.error.message, `${e.status}`);
});
await check('conversation too long', async () => {
  const e = await refused(() => chat(script('status=400,code=context_length_exceeded')));
  assert.equal(e.status, 400);
  assert.equal(e.code, 'context_length_exceeded');
});
await check('a failure that passes', async () => {
  assert.equal((await chat(`${sayWord}${script('status=503*1')}`)).choices[0].message.content, word);
});
await check('rate limit', async () => {
  const e = await refused(() => chat(script('status=429,retry-after=1')));
  assert.equal(e.status, 429);
  assert.ok(Number(e.headers.get('retry-after')) >= 1);
});
end();
