/* The page: its parts, what is chosen, and the keys. */
import { byId, h, isDark } from "../../report/page/template/dom.js";
import { article, legend, paintMarks, showMark } from "./article.js";
import { check, hasDoubt, hasFault } from "./checks.js";
import { accept, isKept, recall, restore, ROWS, startOver } from "./decisions.js";
import { firstField, form, isChanged, mayAccept, setDisposition } from "./form.js";
import { fileName, saveLedger } from "./ledger.js";
import { DATA } from "./lists.js";
import { findingText, visible } from "./names.js";
import { neighbour, nextLeft, queue, shownRows, sortRows } from "./queue.js";
import { state, t } from "./words.js";

let findings = [];
const chosen = () => ROWS[state.chosen];
/* For a while at the foot of the page, and to those who listen. */
let saying;
const say = (text) => {
  clearTimeout(saying);
  byId("spoken").textContent = text;
  saying = setTimeout(() => byId("spoken").textContent = "", 6000);
};
const button = (id, text, onclick, look = "quiet") =>
  h("button", { type: "button", id, class: look, onclick }, text);

/* -- Drawing -------------------------------------------------------------------------------- */

const counts = () => ({
  total: ROWS.length,
  accepted: ROWS.filter((row) => row.accepted).length,
  left: ROWS.filter((row) => !row.accepted).length,
  faults: findings.filter(hasFault).length,
});

const certainRows = () =>
  ROWS.filter((row) => !row.accepted && row.certain && !hasDoubt(findings[row.place]));

const topBar = () => {
  const found = counts();
  const certain = certainRows().length;
  return [
    h(
      "div",
      { class: "title" },
      h("h1", { dir: "auto" }, visible(DATA.title || t("review"))),
      h(
        "p",
        { class: "muted" },
        [DATA.source, DATA.published && t("published", { date: DATA.published })].filter(Boolean)
          .map(visible)
          .join(" · "),
      ),
    ),
    h(
      "div",
      { class: "progress" },
      h("progress", {
        max: found.total,
        value: found.accepted,
        "aria-label": t("progress", found),
      }),
      h("span", { id: "progress" }, t("progress", found)),
      found.faults > 0 && h("span", { class: "fault" }, ` · ${t("faults_note", found)}`),
      !isKept && h("span", { class: "fault" }, ` · ${t("no_storage")}`),
    ),
    h(
      "div",
      { class: "tools" },
      certain > 0 &&
        button(
          "accept-certain",
          [t("accept_certain", { count: certain }), h("kbd", {}, "A")],
          acceptCertain,
        ),
      button("over", t("over"), discard),
      button("language", t("other_language"), switchLanguage),
      h(
        "button",
        {
          type: "button",
          id: "theme",
          class: "quiet",
          "aria-label": t("theme"),
          title: t("theme"),
          onclick: switchTheme,
        },
        "◐",
      ),
      button("save", t("save"), save, "main"),
    ),
  ].filter(Boolean);
};

/* Buttons stay while the fields are drawn anew, so that a press that ends an entry is not lost. */
const actions = () => [
  button("accept", "", () => (chosen().accepted ? reopen() : acceptNext()), "main"),
  button("previous", t("previous"), () => move(-1)),
  button("next", t("next"), () => move(1)),
  button("restore", t("restore"), () => {
    restore(chosen());
    refresh();
  }),
];

const paintActions = () => {
  byId("accept").textContent = chosen().accepted ? t("reopen") : t("accept_next");
  byId("restore").hidden = !isChanged(chosen());
};

const layout = () =>
  byId("main").replaceChildren(
    h(
      "section",
      { id: "text-pane", "aria-label": t("text"), tabindex: "-1" },
      legend(),
      article(choose),
    ),
    h(
      "section",
      { id: "panel", "aria-label": t("proposal"), tabindex: "-1" },
      h("div", { id: "form" }),
      h("div", { id: "actions" }, actions()),
      h("p", { class: "muted keys" }, t("keys")),
    ),
    h("section", { id: "queue", "aria-label": t("numbers"), tabindex: "-1" }),
  );

/* Fields are drawn anew after each change; the one that has the focus keeps it. */
const draw = () => {
  const focused = document.activeElement?.id;
  findings = check();
  byId("top").replaceChildren(...topBar());
  if (ROWS.length) {
    byId("queue").replaceChildren(...queue(findings, choose, setFilter));
    byId("form").replaceChildren(...form(chosen(), findings[state.chosen], refresh));
    paintActions();
    paintMarks(findings);
    showItem();
  }
  if (focused && document.activeElement?.id !== focused) {
    byId(focused)?.focus({ preventScroll: true });
  }
};

/* The list scrolls by itself: on a phone, where it is as long as its items, the page stays. */
const showItem = () => {
  const [pane, item] = [byId("queue"), byId("queue").querySelector("[aria-current]")];
  if (!item) return;
  const [outer, inner] = [pane.getBoundingClientRect(), item.getBoundingClientRect()];
  if (inner.top < outer.top) pane.scrollTop += inner.top - outer.top;
  else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom;
};

const drawAll = () => {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = `${visible(DATA.title || DATA.source)} · ${t("review")}`;
  layout();
  draw();
  showMark();
};

/* Not while a button is held down: what is drawn anew cannot be released on. */
let isHeld = false;
let isStale = false;
const refresh = () => {
  isStale = true;
  setTimeout(() => {
    if (!isStale || isHeld) return;
    isStale = false;
    draw();
  });
};
const hold = () => isHeld = true;
const release = () => {
  isHeld = false;
  if (isStale) refresh();
};

/* -- What a person does --------------------------------------------------------------------- */

const choose = (place) => {
  state.chosen = place;
  draw();
  byId("panel").scrollTop = 0;
  byId("chosen").focus();
  showMark();
};

const move = (step) => choose(neighbour(findings, step).place);

const acceptNext = () => {
  const own = findings[state.chosen];
  if (!mayAccept(own)) {
    say(own.filter((one) => one.level === "fault").map(findingText).join("; "));
    byId(firstField(chosen(), own))?.focus();
    return;
  }
  accept([chosen()]);
  const next = nextLeft(findings);
  choose((next ?? chosen()).place);
};

const reopen = () => {
  accept([chosen()], false);
  draw();
};

const acceptCertain = () => {
  accept(certainRows());
  const next = chosen().accepted ? nextLeft(findings) : chosen();
  choose((next ?? chosen()).place);
};

const setFilter = (name) => {
  state.filter = name;
  draw();
};

const discard = () => {
  if (!confirm(t("over_sure"))) return;
  startOver();
  draw();
};

const save = () => {
  saveLedger();
  const { left, faults } = counts();
  const note = left || faults ? t("left_note", { left, faults }) : t("nothing_left");
  say(t("saved_note", { file: fileName(), left: note }));
};

const edit = () => byId(firstField(chosen(), findings[state.chosen]))?.focus();

const switchLanguage = () => {
  state.language = state.language === "zh" ? "en" : "zh";
  drawAll();
  byId("language").focus();
};

const paintTheme = () =>
  document.documentElement.dataset.theme = isDark(state.theme) ? "dark" : "light";
const switchTheme = () => {
  state.theme = isDark(state.theme) ? "light" : "dark";
  paintTheme();
};

const as = (disposition) => () => {
  setDisposition(chosen(), disposition);
  draw();
};
const KEYS = {
  Enter: acceptNext,
  j: () => move(1),
  ArrowDown: () => move(1),
  k: () => move(-1),
  ArrowUp: () => move(-1),
  o: as("observation"),
  c: as("comparison"),
  n: as("neither"),
  e: edit,
  a: () => certainRows().length && acceptCertain(),
};

const isField = (element) => element.closest("input, select, textarea");
const onKey = (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && isField(event.target)) {
    /* What is typed is taken when the field is left. */
    event.preventDefault();
    event.target.blur();
    return acceptNext();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !ROWS.length) return;
  if (event.key === "Escape" && isField(event.target)) return byId("chosen").focus();
  const isOwn = event.key === "Enter" && event.target.closest("button, a");
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || isOwn || isField(event.target)) return;
  event.preventDefault();
  act();
};

const start = () => {
  state.language = DATA.language || (navigator.language.startsWith("zh") ? "zh" : "en");
  paintTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintTheme);
  sortRows(check());
  recall();
  findings = check();
  state.chosen = (shownRows(findings)[0] ?? ROWS[0])?.place ?? 0;
  drawAll();
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", hold, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);
};

document.addEventListener("DOMContentLoaded", start);
