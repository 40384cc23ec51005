/**
 * What a page can do where scripts run: its relative times tick, lists are searched while one types, and it asks for
 * itself again every while and says so when no answer comes. Every page is read without it.
 */
const { now, ago, ahead, joint, short } = document.body.dataset;
const refreshMs = 30_000;
const typingMs = 250;
const tickMs = 10_000;

/** The server's clock: the reader's own may be wrong. */
let offset = Date.parse(now) - performance.now();
const clock = () => offset + performance.now();

const unit = (value, name) =>
  new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: name,
    unitDisplay: "long",
  }).format(value);

/** As the server says spans: the two largest units. */
function span(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return short;
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const rest = minutes % 60;
  return [
    days > 0 && unit(days, "day"),
    hours > 0 && unit(hours, "hour"),
    days === 0 && rest > 0 && unit(rest, "minute"),
  ]
    .filter(Boolean)
    .join(joint);
}

function tick() {
  for (const time of document.querySelectorAll("time[data-tick]")) {
    const ms = clock() - Date.parse(time.dateTime);
    const said = ms >= 0 ? ago.replace("{}", span(ms)) : ahead.replace("{}", span(-ms));
    if (time.textContent !== said) time.textContent = said;
  }
}

function showSilence(isSilent) {
  document.getElementById("no-answer").hidden = !isSilent;
}

/** Puts what came in place of what is there, and the focus where it was, with what was typed since it was asked for. */
function replace(page) {
  const focused = document.activeElement;
  const path = focused?.id
    ? `#${CSS.escape(focused.id)}`
    : focused?.getAttribute("href") && `a[href="${CSS.escape(focused.getAttribute("href"))}"]`;
  const [at, said] = [focused?.selectionStart, focused?.value];
  const open = [...document.querySelectorAll("main details")].map((details) => details.open);
  for (const selector of ["main", ".side"]) {
    const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && fresh) old.replaceWith(fresh);
  }
  const notices = [...page.querySelectorAll("body > .notice:not([hidden])")];
  for (const old of document.querySelectorAll("body > .notice:not(#no-answer)")) old.remove();
  document.querySelector("header").after(...notices);
  document.title = page.title;
  [...document.querySelectorAll("main details")].forEach((details, n) => {
    details.open = open[n] ?? details.open;
  });
  const again = path && document.querySelector(path);
  if (again && again !== document.activeElement) {
    if (focused.matches("input[type=search]")) again.value = said;
    again.focus({ preventScroll: true });
    if (typeof at === "number") again.setSelectionRange(at, at);
  }
  offset = Date.parse(page.body.dataset.now) - performance.now();
  tick();
}

let asked = 0;
/** Of the pause after a key; 0: none. */
let typed = 0;
let isSearching = false;
async function load(url, isSearch = false) {
  const mine = ++asked;
  try {
    const answer = await fetch(url, {
      headers: { accept: "text/html" },
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // What is no page of ours (a proxy wants another sign-in) is no answer either.
    if (!page.querySelector("main#content") || !Date.parse(page.body.dataset.now))
      throw new Error("not ours");
    showSilence(false);
    if (mine !== asked) return;
    if (isSearch) history.replaceState(null, "", url);
    replace(page);
  } catch {
    if (mine === asked) showSilence(true);
  } finally {
    if (isSearch && typed === 0) isSearching = false;
  }
}

/** Somebody is busy with the page: what they type or mark must not vanish under their hands. */
function isBusy() {
  const focused = document.activeElement;
  const isTyping = focused?.matches("textarea, select, input:not([type=search])");
  return isTyping || isSearching || document.getSelection()?.type === "Range";
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("form[data-live]")) return;
  clearTimeout(typed);
  isSearching = true;
  typed = setTimeout(() => {
    typed = 0;
    const fields = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
    load(`${form.getAttribute("action") ?? ""}?${fields}`, true);
  }, typingMs);
});

tick();
setInterval(tick, tickMs);
if ("live" in document.body.dataset) {
  const refresh = () => !document.hidden && !isBusy() && load(location.href);
  setInterval(refresh, refreshMs);
  document.addEventListener("visibilitychange", refresh);
}
