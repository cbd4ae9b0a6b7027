// The preview in the browser: reloads when the page changed, swaps its style when only that changed, and shows what is
// to mend and the page's card. Where the reader was, what was open and what was typed outlives a reload.
const script = document.currentScript;
const shown = { page: script.dataset.page, rest: script.dataset.rest };
const KEPT = `preview:${location.pathname}`;
const FOLDED = "preview:folded";
const HELLO = { command: "hello", protocols: ["http://livereload.com/protocols/official-7"] };
const RETRY_MS = 300;
const sheet = new CSSStyleSheet();
const panel = document.createElement("preview-panel");
const root = panel.attachShadow({ mode: "open" });
const told = { problems: "", card: "" };

restore();
draw();
listen();

function listen() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  const say = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => say(HELLO);
  socket.onmessage = ({ data }) => {
    const { command } = JSON.parse(data);
    if (command === "hello") say({ command: "info", url: location.href });
    else look();
  };
  socket.onclose = () => {
    part("stopped").hidden = false;
    setTimeout(listen, RETRY_MS);
  };
}

async function look() {
  const answer = await fetch(`/-preview/state?address=${encodeURIComponent(decodeURI(location.pathname))}`);
  const state = await answer.json();
  part("stopped").hidden = true;
  if (state.page === shown.page) return tell(state);
  if (state.rest !== shown.rest) return reload();
  await restyle();
  Object.assign(shown, state);
  tell(state);
}

async function restyle() {
  const text = await (await fetch(location.pathname)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("style");
  sheet.replaceSync(fresh.textContent);
  document.querySelector("style").disabled = true;
  document.adoptedStyleSheets = [sheet];
}

function reload() {
  const active = document.activeElement;
  const kept = {
    at: [scrollX, scrollY],
    open: [...document.querySelectorAll("details")].map((each) => each.open),
    typed: fields().map((each) => [nameOf(each), each.value, each.checked ?? false]),
    focus: fields().indexOf(active),
    caret: active?.selectionStart ?? null,
  };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  location.reload();
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  document.querySelectorAll("details").forEach((each, place) => { each.open = kept.open[place] ?? each.open; });
  fields().forEach((each, place) => fill(each, kept.typed[place]));
  const focused = fields()[kept.focus];
  focused?.focus({ preventScroll: true });
  if (kept.caret !== null && focused?.setSelectionRange) focused.setSelectionRange(kept.caret, kept.caret);
  goBackTo(kept.at);
  addEventListener("load", () => goBackTo(kept.at), { once: true });
}

// At once: the site's own style scrolls smoothly, and would slide from one place to the other after each save.
function goBackTo([left, top]) {
  scrollTo({ left, top, behavior: "instant" });
}

function fields() {
  return [...document.querySelectorAll("input:not([type=file]), textarea, select")];
}

function nameOf(field) {
  return `${field.name}=${["checkbox", "radio"].includes(field.type) ? field.value : ""}`;
}

function fill(field, [name, value, checked] = ["", "", false]) {
  if (name !== nameOf(field) || (field.value === value && (field.checked ?? false) === checked)) return;
  field.value = value;
  if (field.checked !== undefined) field.checked = checked;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function draw() {
  root.innerHTML = `
    <aside class="panel" aria-label="Preview">
      <p class="stopped" part="stopped" hidden>The preview has stopped. Start it again: python3 build.py serve</p>
      <div class="problems" role="alert"></div>
      <div class="card"></div>
    </aside>`;
  const look = new CSSStyleSheet();
  look.replaceSync(await (await fetch("/-preview/preview.css")).text());
  root.adoptedStyleSheets = [look];
  document.body.append(panel);
  new ResizeObserver(() => {
    document.body.style.paddingBlockEnd = `${root.querySelector(".panel").offsetHeight}px`;
  }).observe(root.querySelector(".panel"));
}

function part(name) {
  return root.querySelector(`.${name}`);
}

// Draws a part again only when it changed, so that a screen reader is not told the same list twice.
function tell({ built, problems, card }) {
  const here = card?.path;
  const sorted = [...problems.filter((each) => each.path === here), ...problems.filter((each) => each.path !== here)];
  if (told.problems !== (told.problems = JSON.stringify([sorted, built]))) {
    part("problems").replaceChildren(...(sorted.length ? [list(sorted, built)] : []));
  }
  if (told.card !== (told.card = JSON.stringify(card))) part("card").replaceChildren(...(card ? [sum(card)] : []));
}

function list(problems, built) {
  const title = `${problems.length} to mend.${built ? " The page behind is the last that could be built." : ""}`;
  return folding("problems", title, make("ol", {}, ...problems.map(entry)));
}

function entry({ place, code, message, line, carets, hint, paste }) {
  return make("li", {},
    make("p", { className: "place" }, make("code", {}, place), ` ${code}`),
    make("p", { className: "message" }, ...marked(message)),
    line && make("pre", {}, `${line}\n${carets}`),
    hint && make("p", { className: "hint" }, ...marked(hint)),
    paste && make("pre", { className: "paste" }, paste),
    paste && copying("Copy", paste));
}

function sum({ path, rows }) {
  const alarms = rows.filter((row) => row.is_alarm);
  const title = [path, ...alarms.map((row) => `${row.label}: ${row.value}`)].join(" · ");
  const terms = rows.map((row) => make("div", { className: row.is_alarm ? "row alarm" : "row" },
    make("dt", {}, row.label), make("dd", {}, row.value)));
  return folding("card", title, make("p", { className: "edit" }, "Edit this file: ", make("code", {}, path), " ",
    copying("Copy", path)), make("dl", {}, ...terms));
}

function folding(name, title, ...content) {
  const folded = JSON.parse(sessionStorage.getItem(FOLDED) ?? '{"card":true}');
  const details = make("details", { open: !folded[name] }, make("summary", {}, title), ...content);
  details.addEventListener("toggle", () => {
    const now = JSON.parse(sessionStorage.getItem(FOLDED) ?? '{"card":true}');
    sessionStorage.setItem(FOLDED, JSON.stringify({ ...now, [name]: !details.open }));
  });
  return details;
}

function copying(label, text) {
  const button = make("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  });
  return button;
}

// What stands between backticks is code.
function marked(text) {
  return text.split("`").map((piece, place) => (place % 2 ? make("code", {}, piece) : piece));
}

function make(name, settings, ...content) {
  const element = Object.assign(document.createElement(name), settings);
  element.append(...content.filter(Boolean));
  return element;
}
