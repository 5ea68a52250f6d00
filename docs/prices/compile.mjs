#!/usr/bin/env node
// Makes gateway's price table (prices.tsv) of two catalogues under the MIT licence. Usage:
//   npm pack @pydantic/genai-prices && tar xzf pydantic-genai-prices-*.tgz
//   node docs/prices/compile.mjs package MODELS_DEV DATE > gateway/src/main/resources/io/lingzhi/gateway/money/prices.tsv
// MODELS_DEV is a checkout of the repository models.dev, DATE the day on which both were read.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const [pack, modelsDev, date] = process.argv.slice(2);
const version = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')).version;

/** The catalogue's provider ids that are taken, and what providers.yaml calls them. */
const PROVIDERS = {
  anthropic: 'anthropic', openai: 'openai', google: 'google', deepseek: 'deepseek', moonshotai: 'moonshot', 'x-ai': 'xai',
  zhipuai: 'zhipu', zai: 'zai', minimax: 'minimax', mistral: 'mistral', groq: 'groq', cerebras: 'cerebras',
  fireworks: 'fireworks', together: 'together', novita: 'novita', openrouter: 'openrouter', perplexity: 'perplexity',
  cohere: 'cohere', voyageai: 'voyage',
};
const COLUMNS = ['input_mtok', 'output_mtok', 'cache_read_mtok', 'cache_write_mtok', 'cache_write_1h_mtok', 'output_reasoning_mtok'];

const rows = [];
const add = (provider, models, when, above, context, prices) =>
  rows.push([provider, models.join(' '), when, above, context, ...prices].map((cell) => cell ?? '').join('\t'));

/** The catalogue is one literal at the head of the package's module. */
function genaiPrices() {
  const source = readFileSync(join(pack, 'dist', 'index.js'), 'utf8');
  return eval(source.match(/^const \w+ = (\[[\s\S]*?\n\])/m)[1]);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Patterns as the table has them: a name, a name with *, or /a regular expression/. */
function patterns(match) {
  if (match.or) return match.or.flatMap(patterns);
  if (match.equals) return [match.equals];
  if (match.starts_with) return [match.starts_with + '*'];
  if (match.ends_with) return ['*' + match.ends_with];
  if (match.contains) return ['*' + match.contains + '*'];
  if (match.regex) return ['/' + match.regex + '/'];
  const start = match.and.find((one) => one.starts_with).starts_with;
  const regex = match.and.find((one) => one.regex).regex;
  return ['/^(?=' + escaped(start) + ')' + regex.replace(/^\^/, '') + '/'];
}

const base = (price) => (typeof price === 'object' ? price.base : price);

function above(prices, start) {
  return COLUMNS.map((column) => {
    const price = prices[column];
    if (typeof price !== 'object') return price;
    return price.tiers.filter((tier) => tier.start <= start).reduce((last, tier) => tier.price, price.base);
  });
}

function when(constraint) {
  if (!constraint) return '';
  const clock = (time) => time.slice(0, 5);
  return constraint.start_date ?? clock(constraint.start_time) + '-' + clock(constraint.end_time);
}

for (const provider of genaiPrices().filter((one) => PROVIDERS[one.id])) {
  for (const model of provider.models) {
    const names = [...new Set(patterns(model.match))].filter((name) => !/\s/.test(name));
    for (const { constraint, prices } of Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }]) {
      if (prices.input_mtok === undefined && prices.output_mtok === undefined) continue;
      const row = (start, values) => add(PROVIDERS[provider.id], names, when(constraint), start, model.context_window, values);
      row('', COLUMNS.map((column) => base(prices[column])));
      const starts = new Set(COLUMNS.flatMap((column) => (prices[column]?.tiers ?? []).map((tier) => tier.start)));
      [...starts].sort((a, b) => a - b).forEach((start) => row(start, above(prices, start)));
    }
  }
}

/** The few forms of TOML that the files use. */
function toml(file) {
  const model = { cost: {}, tiers: [], limit: {} };
  let into = {};
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const head = line.match(/^\[+([\w.]+)\]+/)?.[1];
    if (head) into = head === 'cost' ? model.cost : head === 'limit' ? model.limit : head === 'cost.tiers' ? model.tiers[model.tiers.push({}) - 1] : {};
    const size = line.match(/^tier = \{ size = ([\d_]+) \}/);
    if (size) into.size = Number(size[1].replaceAll('_', ''));
    const pair = line.match(/^(\w+) = ([\d._]+)$/);
    if (pair) into[pair[1]] = Number(pair[2].replaceAll('_', ''));
  }
  return model;
}

const files = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : path.endsWith('.toml') ? [path] : [];
});

for (const [folder, provider] of [['alibaba-cn', 'dashscope'], ['alibaba', 'dashscope-intl']]) {
  const models = join(modelsDev, 'providers', folder, 'models');
  for (const file of files(models).sort()) {
    const { cost, tiers, limit } = toml(file);
    if (cost.input === undefined) continue;
    const name = relative(models, file).replace(/\.toml$/, '');
    const values = (one) => [one.input, one.output, one.cache_read, one.cache_write, undefined, one.reasoning];
    add(provider, [name], '', '', limit.context, values(cost));
    tiers.forEach((tier) => add(provider, [name], '', tier.size, limit.context, values({ ...cost, ...tier })));
  }
}

console.log(`# Prices in US dollars per million tokens, as published; ${rows.length} rows.
# Made by docs/prices/compile.mjs on ${date} of pydantic/genai-prices ${version} (MIT, Copyright Pydantic Services Inc.)
# and, for dashscope, of models.dev (MIT, Copyright 2025 models.dev). Your own prices go before these: docs/prices.md.
# Of the rows of one provider whose models match, the first row's models decide; of the rows with these models the last counts
# whose "when" (a day from which it holds, or hours of the day in UTC) and "above" (input tokens of the request) hold.
# An empty cache price means the input price, an empty reasoning price the output price.
# provider\tmodels\twhen\tabove\tcontext\tinput\toutput\tcache_read\tcache_write\tcache_write_1h\treasoning`);
console.log(rows.join('\n'));
