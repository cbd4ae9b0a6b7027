// Finds pages by their words, from an index in small files of which a search fetches only what it needs. Forgives word
// endings, a word's missing end and one slip of the finger. When the index cannot be had the form leads to all pages.
const PAUSE_MS = 250;
const RESULTS = 8;
const FILES_A_WORD = 2;
const FILES_A_SLIP = 4;
const WORTH = { a: 1, b: 3, c: 8, d: 10 };
const DOUBLED = /([bdfgmnprt])\1$/;

export default function search(root) {
  const field = root.elements.q;
  const status = root.querySelector("[role=status]");
  const list = document.createElement("ol");
  list.className = "search__results";
  status.after(list);
  const said = root.dataset;
  const base = new URL("../", new URL(said.index, location));
  let index;
  let asked = "";
  let timer = 0;

  async function answer(question) {
    if (question === asked) return;
    asked = question;
    list.replaceChildren();
    status.textContent = "";
    if (stems(question).length === 0) return;
    const open = (fresh) => openIndex(base, said.index, fresh);
    index ??= open(false);
    let pages;
    try {
      pages = await find(await index, question);
    } catch {
      // A new version may have replaced the files that the directory names.
      index = open(true);
      pages = await find(await index, question);
    }
    if (question !== asked) return;
    show(pages);
    await Promise.allSettled(pages.filter((page) => !page.line).map((page) => fillLine(page, base)));
  }

  function show(pages) {
    const words = pages.length === 0 ? said.none : pages.length === 1 ? said.one : said.many;
    status.textContent = words.replace("{count}", pages.length).replace("{question}", asked);
    list.replaceChildren(...pages.map((page) => item(page, base)));
    if (pages.length === 0) offerAll();
  }

  function offerAll() {
    list.replaceChildren(item({ address: root.action, title: said.all, line: "" }, base));
  }

  function fail() {
    index = undefined;
    asked = "";
    status.textContent = said.fault;
    offerAll();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => answer(field.value.trim()).catch(fail), PAUSE_MS);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    answer(field.value.trim()).catch(() => root.submit());
  });
  field.value ||= new URLSearchParams(location.search).get("q") ?? "";
  answer(field.value.trim()).catch(fail);
}

// The directory, and a way to read a file once.
async function openIndex(base, address, fresh) {
  const directory = await (await got(address, fresh ? { cache: "reload" } : {})).json();
  const read = new Map();
  const file = (name) => {
    if (!read.has(name)) read.set(name, got(new URL(`${directory.folder}/${name}`, base)));
    return read.get(name).then((response) => response.clone());
  };
  const words = new Map();
  return {
    ...directory,
    async words(number) {
      if (!words.has(number)) words.set(number, readWords(await (await file(`words-${number}.txt`)).text()));
      return words.get(number);
    },
    pages: async (number) => (await file(`pages-${number}.json`)).json(),
  };
}

async function got(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(response.status);
  return response;
}

// A line is how many letters a stem shares with the one before, the rest of it, a space, and its postings.
function readWords(text) {
  let before = "";
  return text.split("\n").map((line) => {
    const [rest, postings] = line.split(" ");
    before = before.slice(0, rest[0]) + rest.slice(1);
    return [before, postings];
  });
}

// The pages that fit a question best, the best first, each with the line that fits if its name holds one.
async function find(index, question) {
  const asked = [...new Set(stems(question))];
  const scores = new Map();
  for (const matches of await Promise.all(asked.map((word) => matching(index, word)))) {
    for (const [page, score] of matches) scores.set(page, (scores.get(page) ?? 0) + score);
  }
  const best = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, RESULTS);
  const files = new Map();
  for (const [number] of best) {
    const file = Math.floor(number / index.size);
    if (!files.has(file)) files.set(file, index.pages(file));
  }
  const pages = await Promise.all(best.map(async ([number, score]) => {
    const [address, titles, names] = (await files.get(Math.floor(number / index.size)))[number % index.size];
    return named(address, titles, names, score, asked);
  }));
  return pages.sort((one, other) => other.score - one.score);
}

// Each page that a word stands on, with how well that fits: the whole word, its beginning, or with one slip.
async function matching(index, word) {
  const [from, to] = [fileOf(index, word), fileOf(index, `${word}\uffff`)];
  const terms = await termsIn(index, range(from, Math.min(to, from + FILES_A_WORD - 1)));
  let found = terms.filter(([term]) => term.startsWith(word)).map(([term, postings]) => {
    return [postings, term === word ? 1 : (0.7 * word.length) / term.length];
  });
  if (found.length === 0 && word.length > 3) {
    const near = await termsIn(index, filesOfSlips(index, word));
    found = near.filter(([term]) => isSlip(word, term)).map(([, postings]) => [postings, 0.5]);
  }
  const best = new Map();
  for (const [text, fit] of found) {
    const { all, postings } = readPostings(text);
    const rarity = Math.log(1 + index.count / all);
    for (const [page, place] of postings) {
      best.set(page, Math.max(best.get(page) ?? 0, fit * rarity * WORTH[place]));
    }
  }
  return best;
}

async function termsIn(index, numbers) {
  return (await Promise.all(numbers.map(index.words))).flat();
}

// The file of words in which a word would stand.
function fileOf(index, word) {
  return Math.max(0, index.starts.filter((start) => start <= word).length - 1);
}

function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

// Where the words that a slip may have come from stand: near the word, and near it without or with letters exchanged.
function filesOfSlips(index, word) {
  const others = [...word.slice(0, 3)].flatMap((_, at) => [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ]);
  const own = fileOf(index, word);
  const near = range(0, index.starts.length - 1).sort((one, other) => Math.abs(one - own) - Math.abs(other - own));
  return [...new Set([own, ...others.map((each) => fileOf(index, each)), ...near])].slice(0, FILES_A_SLIP);
}

// Whether one letter too many, too few or wrong, or two exchanged, make one word of the other.
function isSlip(word, term) {
  let at = 0;
  while (at < word.length && word[at] === term[at]) at += 1;
  const [rest, other] = [word.slice(at), term.slice(at)];
  const exchanged = other.length > 1 ? other[1] + other[0] + other.slice(2) : "";
  const mended = [rest.slice(1) === other.slice(1), rest.slice(1) === other, rest === other.slice(1), rest === exchanged];
  return mended.some(Boolean);
}

// "a3b" is page 3 in its text and page 4 in a heading; "*20" before it says that the word stands on 20 pages in all.
function readPostings(text) {
  const postings = [];
  let page = 0;
  for (const [, place, passed] of text.matchAll(/([a-d])(\d*)/g)) {
    page += Number(passed);
    postings.push([page, place]);
    page += 1;
  }
  return { postings, all: Number(/^\*(\d+)/.exec(text)?.[1] ?? postings.length) };
}

// A page to show. A name that holds every word asked for lifts it, the more the less else the name holds.
function named(address, titles, names, score, asked) {
  const fits = (line) => {
    const words = stems(line);
    const held = asked.filter((word) => words.some((each) => fitsWord(word, each))).length;
    return held === asked.length ? 1 + held / words.length : held / (asked.length + words.length);
  };
  const ranked = [...titles, ...names].map((line) => [fits(line), line]).sort((one, other) => other[0] - one[0]);
  const [fit, line] = ranked[0];
  return { address, title: titles[0], line: fit > 0 ? line : "", score: score * (1 + Math.max(0, fit - 0.5)), asked };
}

function fitsWord(word, other) {
  return other.startsWith(word) || (word.length > 3 && isSlip(word, other));
}

function item(page, base) {
  const link = document.createElement("a");
  link.href = new URL(page.address, base);
  link.textContent = page.title;
  page.place = document.createElement("span");
  page.place.className = "search__line";
  page.place.textContent = page.line === page.title ? "" : page.line;
  const row = document.createElement("li");
  row.append(link, " ", page.place);
  return row;
}

// The line of a page's text that holds the most of the words asked for.
async function fillLine(page, base) {
  const text = await (await got(new URL(`${page.address}index.txt`, base))).text();
  const lines = text.split(/\n\n|\n(?=(?:- |\d+\. ))/).map((line) => line.replace(/\s+/g, " ").trim());
  const held = lines.map((line) => {
    const words = stems(line);
    return page.asked.filter((word) => words.some((each) => fitsWord(word, each))).length;
  });
  const most = Math.max(...held);
  if (most) page.place.textContent = lines[held.indexOf(most)].replace(/^(?:-|\d+\.) /, "");
}

// The words of a text without accents, capitals and endings. `site_builder/stems.py` does the same.
export function stems(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);
}

function stem(whole) {
  let word = withoutS(whole);
  for (const ending of ["ing", "ed"]) {
    const start = word.slice(0, -ending.length);
    if (word.endsWith(ending) && start.length > 2 && /[aeiouy]/.test(start)) {
      word = start.replace(DOUBLED, "$1");
      break;
    }
  }
  if (word.length > 4 && word.endsWith("e")) word = word.slice(0, -1);
  return word.length > 3 && word.endsWith("y") ? `${word.slice(0, -1)}i` : word;
}

function withoutS(word) {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:ss|sh|ch|x|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
