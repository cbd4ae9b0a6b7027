// Says before sending what the endpoint would say, in its words; keeps what was typed through a reload; says when the
// endpoint cannot be reached. Without it the form works all the same.
const UNSEEN =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
const SPACE = " \\t\\n\\r\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
// Source: HTML Living Standard, "valid email address".
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~\-]+@[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?)*$/;
const DAY_MS = 86400000;
const PATIENCE_MS = 20000;

// Tidies an answer as the endpoint does.
export function clean(type, text) {
  if (type !== "textarea") return text.replace(UNSEEN, "").replace(SPACES, " ").replace(/^ +| +$/g, "").normalize("NFC");
  return text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").replace(ENDS, "").normalize("NFC");
}

// Returns the name of the first fault in the tidied answers to one question, "" when there is none. `today` is a day as
// 2027-03-27, `lead` how many days ahead a date must be.
export function faultIn(question, answers, today, lead) {
  if (!answers.length) return question.required ? "required" : "";
  if (question.maxLength && answers[0].length > question.maxLength) return "length";
  if (question.type === "date") return dateFault(answers[0], today, lead, question.latest);
  if (question.type === "number") return numberFault(answers[0], question.minimum, question.maximum);
  if (question.type === "email") return EMAIL.test(answers[0]) ? "" : "pattern";
  if (question.pattern && !new RegExp(`^(?:${question.pattern})$`, "v").test(answers[0])) return "pattern";
  return "";
}

function dateFault(answer, today, lead, latest) {
  const day = new Date(`${answer}T00:00:00Z`);
  const exists = /^\d{4}-\d\d-\d\d$/.test(answer) && answer > "0001" && !isNaN(day) && day.toISOString().startsWith(answer);
  if (!exists) return "date";
  const ahead = (day - new Date(`${today}T00:00:00Z`)) / DAY_MS;
  if (ahead < lead) return "early";
  return ahead > latest ? "late" : "";
}

function numberFault(answer, minimum, maximum) {
  if (!/^[0-9]{1,9}$/.test(answer)) return "number";
  if (Number(answer) < minimum) return "low";
  return Number(answer) > maximum ? "high" : "";
}

// Returns one question of the page: what its controls and data attributes say.
function questionOf(field) {
  const control = field.querySelector("input, select, textarea");
  const messages = JSON.parse(field.dataset.messages ?? "{}");
  const [minimum, maximum] = (field.dataset.range ?? "0 0").split(" ").map(Number);
  const lead = JSON.parse(field.dataset.lead ?? "{}");
  const maxLength = Math.max(0, control.maxLength ?? 0);
  const pattern = field.dataset.type === "tel" || field.dataset.type === "text" ? control.pattern : "";
  return { type: field.dataset.type, required: "required" in messages, maxLength, pattern, minimum, maximum, lead, messages, latest: lead.latest, control };
}

function answersTo(question, form) {
  const given = new FormData(form).getAll(question.control.name);
  return given.map((text) => clean(question.type, text)).filter(Boolean);
}

function leadOf(question, form) {
  const chosen = new FormData(form).get(question.lead.by ?? "");
  return question.lead.days?.[chosen] ?? question.lead.otherwise ?? 0;
}

// Returns each question's fault as the words for it: pairs of field and message.
export function faultsOf(form) {
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  return [...form.querySelectorAll(".field[data-type]")].flatMap((field) => {
    const question = questionOf(field);
    const lead = leadOf(question, form);
    const fault = faultIn(question, answersTo(question, form), today, lead);
    return fault ? [[field, question.messages[fault].replace("{days}", lead)]] : [];
  });
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

// Draws the summary above the heading, as the endpoint draws it.
function summarize(form, title, entries) {
  document.querySelector(".error-summary")?.remove();
  const box = make("div", "error-summary");
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  box.append(make("h2", "error-summary__title", title), ...entries);
  document.querySelector("main").prepend(box);
  box.focus();
  if (!document.title.startsWith(form.dataset.error)) document.title = `${form.dataset.error}: ${document.title}`;
}

// Takes the marks of what was wrong before away.
function clear(form) {
  for (const old of form.querySelectorAll(".field__error")) old.remove();
  for (const old of form.querySelectorAll(".field--error")) old.classList.remove("field--error");
  for (const old of form.querySelectorAll("[aria-invalid]")) {
    old.removeAttribute("aria-invalid");
    old.setAttribute("aria-describedby", old.getAttribute("aria-describedby").replace(/ ?\S+-error$/, ""));
  }
}

function showFaults(form, faults) {
  const list = make("ul", "error-summary__list");
  for (const [field, message] of faults) {
    const control = field.querySelector("input, select, textarea");
    const link = make("a", "error-summary__link", message);
    link.href = `#${control.id}`;
    list.append(make("li", ""));
    list.lastChild.append(link);
    tell(field, control, message, form.dataset.error);
  }
  summarize(form, form.dataset.problem, [list]);
}

// Puts a message at its question, tied to the control or the group.
function tell(field, control, message, word) {
  const note = make("p", "field__error", message);
  note.id = `${control.id}-error`;
  const quiet = make("span", "unseen", `${word}:`);
  note.prepend(quiet, " ");
  field.classList.add("field--error");
  const owner = field.querySelector("fieldset") ?? control;
  const hint = field.querySelector(`#${control.id}-hint`) && `${control.id}-hint`;
  owner.setAttribute("aria-describedby", [hint, note.id].filter(Boolean).join(" "));
  owner.setAttribute("aria-invalid", "true");
  (field.querySelector("legend, label")).after(note);
}

// Keeps what is typed until the tab is closed; a shared computer then forgets it.
function keep(form) {
  const key = `form:${form.id}`;
  const entries = () => [...new FormData(form)].filter(([, value]) => value);
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(entries())));
  } catch {
    return () => {};
  }
  const forget = () => sessionStorage.removeItem(key);
  if (kept.length > 1 && !document.querySelector(".error-summary")) offerErase(form, kept, forget);
  return forget;
}

function offerErase(form, kept, forget) {
  for (const [name, value] of kept) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked ||= control.value === value;
      else if (control.type !== "hidden") control.value = value;
    }
  }
  const box = make("div", "box note form-kept", form.dataset.kept);
  box.setAttribute("role", "status");
  const button = make("button", "button form-kept__erase", form.dataset.erase);
  button.type = "button";
  button.addEventListener("click", () => {
    forget();
    form.reset();
    box.remove();
  });
  box.append(" ", button);
  form.prepend(box);
}

// Sends the form; the endpoint gives the same request the same reference, so sending it again is safe. Whatever else
// answers, such as a host without the endpoint, does not answer with a reference or with what is wrong.
async function send(form, forget) {
  const button = form.querySelector("[type=submit]");
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.sending;
  try {
    const body = new URLSearchParams(new FormData(form));
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    const { reference, title, text, errors = {} } = await response.json();
    const faults = Object.entries(errors).map(([name, message]) => [fieldOf(form, name), message]);
    const place = response.headers.get("Location");
    if (reference && place) {
      forget();
      location.assign(place);
    } else if (faults.length) showFaults(form, faults);
    else if (title && text) explain(form, title, text);
    else throw new Error("not the endpoint");
  } catch {
    explain(form, form.dataset.problem, form.dataset.unreachable);
  } finally {
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  }
}

function fieldOf(form, name) {
  return form.querySelector(`[name="${CSS.escape(name)}"]`).closest(".field");
}

// Says why the request could not be kept, and how else to reach the office.
function explain(form, title, text) {
  const contact = document.querySelector(".form-contact")?.cloneNode(true);
  summarize(form, title, [make("p", "error-summary__text", text), ...(contact ? [contact] : [])]);
}

export default function form(root) {
  const forget = keep(root);
  root.noValidate = true;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    if (root.querySelector("[aria-disabled]")) return;
    const faults = faultsOf(root);
    clear(root);
    if (faults.length) showFaults(root, faults);
    else send(root, forget);
  });
}
