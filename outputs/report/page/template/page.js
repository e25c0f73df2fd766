/* The page: its sections in order, and the switches. */
import { alerts } from "./alerts.js";
import { areasBelow } from "./areas_below.js";
import { areaLink } from "./bars.js";
import { drawCharts, forgetCharts, resizeCharts } from "./chart.js";
import { completeness } from "./completeness.js";
import { coverages } from "./coverage.js";
import { AREAS, DATA, parentOf, PROGRAMS } from "./data.js";
import { byId, empty, groupBy, h, isDark } from "./dom.js";
import { areaName } from "./format.js";
import { ancestorsOf, gaps } from "./gap.js";
import { headlines } from "./headlines.js";
import { otherPrograms, programSection } from "./programs.js";
import { quality } from "./quality.js";
import { ranking } from "./ranking.js";
import { redList } from "./red_list.js";
import { answer } from "./requests.js";
import { sentences } from "./sentences.js";
import { sources } from "./sources.js";
import { trends } from "./trends.js";
import { nameOf, state, t } from "./words.js";
import WORDS from "./words.json" with { type: "json" };

const OWN_SECTIONS = ["social_assistance", "elderly_care", "child_welfare", "population_context"];

const SECTIONS = [
  ["overview", () => [sentences(), headlines(), areasBelow(), redList()].filter(Boolean)],
  ["standards", () => trends("standards") ?? empty(t("no_figures"))],
  ["gap", () => either([...gaps("gap"), trends("gap")])],
  ["coverage", () => either(coverages("coverage"))],
  ["ranking", ranking],
  ...OWN_SECTIONS.map((code) => [code, () => programSection(code)]),
  ["programs", () => otherPrograms(OWN_SECTIONS)],
  ["quality", quality],
  ["alerts", alerts],
  ["completeness", completeness],
  ["sources", sources],
];

const either = (parts) => (parts.some(Boolean) ? parts : empty(t("no_figures")));
const titleOf = (section) => (WORDS[section] ? t(section) : nameOf(PROGRAMS.get(section)));

const draw = () => {
  forgetCharts();
  const zh = state.language === "zh";
  document.documentElement.lang = zh ? "zh-CN" : "en";
  document.title = `${areaName(state.area)} · ${t("title")}`;
  byId("top").replaceChildren(...topBar());
  byId("contents").replaceChildren(...contents());
  byId("main").replaceChildren(heading(), ...SECTIONS.map(section));
  byId("foot").replaceChildren(...foot());
  drawCharts();
};

const heading = () =>
  h(
    "header",
    { class: "heading" },
    h("p", { class: "eyebrow" }, t("title")),
    h("h1", {}, areaName(state.area)),
    parentOf(state.area) &&
      h(
        "p",
        { class: "muted" },
        t("above_it"),
        ancestorsOf(state.area).map((code, place) => [place ? " · " : "", areaLink(code)]),
      ),
  );

/** @type {(entry: any[]) => HTMLElement} */
const section = ([name, made]) =>
  h(
    "section",
    { id: name, "aria-labelledby": `${name}-title` },
    h("h2", { id: `${name}-title` }, titleOf(name)),
    made(),
  );

const redraw = (name) => {
  const entry = SECTIONS.find(([found]) => found === name);
  const active = document.activeElement?.closest("label")?.textContent;
  byId(name).replaceWith(section(entry));
  drawCharts();
  const again = [...byId(name).querySelectorAll("label")].find(
    (label) => label.textContent.slice(0, 4) === active?.slice(0, 4),
  );
  again?.querySelector("select").focus();
};

const contents = () => SECTIONS.map(([name]) => h("a", { href: `#${name}` }, titleOf(name)));

const topBar = () => [
  h("label", { class: "choice" }, h("span", { class: "unseen" }, t("area")), areaSelect()),
  h("span", { class: "grow" }),
  h(
    "button",
    {
      type: "button",
      class: "quiet",
      id: "language",
      lang: state.language === "zh" ? "en" : "zh-CN",
      onclick: switchLanguage,
    },
    t("other_language"),
  ),
  h(
    "button",
    {
      type: "button",
      class: "quiet",
      id: "theme",
      "aria-label": t("theme"),
      title: t("theme"),
      onclick: switchTheme,
    },
    "◐",
  ),
  h("button", { type: "button", class: "quiet", id: "print", onclick: () => print() }, t("print")),
];

/* The named areas and those above them, then those below, grouped by the area above each. */
const areaSelect = () => {
  const select = h("select", { id: "area", onchange: (event) => goTo(event.target.value) });
  const option = (area) =>
    h("option", { value: area.code, selected: area.code === state.area }, nameOf(area));
  const named = DATA.areas
    .filter((area) => area.depth <= 0)
    .sort((one, other) => one.depth - other.depth);
  select.append(...named.map(option));
  const below = groupBy(
    DATA.areas.filter((area) => area.depth > 0),
    (area) => area.parent,
  );
  for (const [parent, own] of below) {
    select.append(h("optgroup", { label: areaName(parent) }, own.map(option)));
  }
  return select;
};

const foot = () =>
  [
    h(
      "p",
      {},
      t("footer", {
        version: DATA.meta.version,
        made: DATA.meta.made.replace("T", " ").slice(0, 16),
      }),
    ),
    DATA.meta.left_out > 0 && h("p", {}, t("left_out", { left_out: DATA.meta.left_out })),
    h("p", { class: "muted" }, t("by_figures")),
  ].filter(Boolean);

const goTo = (code) => {
  state.area = code;
  history.replaceState(null, "", `#area=${code}`);
  draw();
  scrollTo(0, 0);
};

const switchLanguage = () => {
  state.language = state.language === "zh" ? "en" : "zh";
  draw();
  byId("language").focus();
};

const setTheme = (theme) => document.documentElement.dataset.theme = theme;
const drawInTheme = () => {
  setTheme(isDark(state.theme) ? "dark" : "light");
  draw();
};
const switchTheme = () => {
  state.theme = isDark(state.theme) ? "light" : "dark";
  drawInTheme();
  byId("theme").focus();
};

/* For paper: light, with all lists open, and charts as wide as the paper. */
const forPrint = () => {
  setTheme("light");
  document.documentElement.classList.add("printing");
  draw();
  for (const details of document.querySelectorAll("details.card")) details.setAttribute("open", "");
};
const afterPrint = () => {
  document.documentElement.classList.remove("printing");
  drawInTheme();
};

const start = () => {
  state.language = DATA.meta.language;
  const named = new URLSearchParams(location.hash.slice(1)).get("area");
  state.area = AREAS.has(named) ? named : DATA.areas.find((area) => area.depth === 0).code;
  drawInTheme();
  addEventListener("resize", resizeCharts);
  addEventListener("beforeprint", forPrint);
  addEventListener("afterprint", afterPrint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawInTheme);
};

answer("area", goTo);
answer("redraw", redraw);

document.addEventListener("DOMContentLoaded", start);
