/* What is known for which year: programmes by year, which open into indicators. */
import { COMPLETENESS, FIGURES, INDICATORS, keyed, PROGRAMS, programsWithin } from "./data.js";
import { empty, groupBy, h, onPaper } from "./dom.js";
import { number } from "./number.js";
import { nameOf, state, t } from "./words.js";

export const completeness = () => {
  const rows = COMPLETENESS.filter((row) => row.area_code === state.area);
  if (!rows.length) return empty(t("no_figures"));
  const years = yearsBetween(rows.map((row) => row.year));
  return [
    h("p", { class: "note" }, t("completeness_note")),
    pagesOf(years).map((some) => completenessTable(rows, some)).filter(Boolean),
    heatLegend(),
  ];
};

/* Paper cannot be scrolled: there the years stand in several tables. */
const MOST_YEARS_ON_PAPER = 12;
const pagesOf = (years) => {
  const most = onPaper() ? MOST_YEARS_ON_PAPER : years.length;
  const pages = Math.ceil(years.length / most);
  const each = Math.ceil(years.length / pages);
  return Array.from({ length: pages }, (_, page) => years.slice(page * each, (page + 1) * each));
};

const completenessTable = (rows, years) => {
  const programs = [...PROGRAMS.values()].filter((program) => program.depth === 2);
  const groups = programs.map((program) => completenessGroup(program, rows, years)).filter(Boolean);
  if (!groups.length) return null;
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": t("completeness") },
    h(
      "table",
      { class: "heat" },
      h("caption", { class: "unseen" }, t("completeness")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("program")),
          years.map((year) => h("th", { scope: "col" }, year)),
        ),
      ),
      groups,
    ),
  );
};

const yearsBetween = (years) => {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
};

const completenessGroup = (program, rows, years) => {
  const codes = new Set(programsWithin(program.code));
  const own = rows.filter((row) => codes.has(INDICATORS.get(row.indicator_code)?.program_code));
  if (!own.length || (onPaper() && !isKnownIn(own, years))) return null;
  const body = h("tbody", {});
  const opener = h(
    "button",
    {
      type: "button",
      class: "link",
      "aria-expanded": "false",
      onclick: () => toggle(body, opener, own, years),
    },
    nameOf(program),
  );
  const all = new Set(own.map((row) => row.indicator_code)).size;
  body.append(
    h(
      "tr",
      {},
      h("th", { scope: "row" }, opener),
      years.map((year) =>
        heatCell(
          own.filter((row) => row.year === year),
          all,
        )
      ),
    ),
  );
  return body;
};

/* Paper leaves out the programmes of which the years of a table have nothing. */
const isKnownIn = (rows, years) =>
  rows.some((row) => row.state !== "missing" && years.includes(row.year));

const heatCell = (rows, all) => {
  const known = rows.filter((row) => row.state !== "missing").length;
  if (!rows.length) return h("td", { class: "none" });
  const share = known / all;
  const text = `${known} / ${all}`;
  return h(
    "td",
    { class: `heat${Math.ceil(share * 4)}`, title: text, "aria-label": text },
    known || "·",
  );
};

const toggle = (body, opener, rows, years) => {
  const open = opener.getAttribute("aria-expanded") === "true";
  opener.setAttribute("aria-expanded", String(!open));
  if (open) {
    for (const row of [...body.querySelectorAll(".detail")]) row.remove();
    return;
  }
  for (const [code, own] of groupBy(rows, (row) => row.indicator_code)) {
    body.append(indicatorRow(code, own, years));
  }
};

const indicatorRow = (code, rows, years) => {
  const byYear = keyed(rows, "year");
  return h(
    "tr",
    { class: "detail" },
    h("th", { scope: "row" }, nameOf(INDICATORS.get(code))),
    years.map((year) => stateCell(code, byYear.get(year))),
  );
};

const stateCell = (code, row) => {
  if (!row) return h("td", { class: "none" });
  const figures = FIGURES.filter(
    (point) =>
      point.accepted &&
      point.code === code &&
      point.area_code === state.area &&
      point.period_end.startsWith(String(row.year)),
  );
  const text = row.state === "reported" ? row.figures : row.state === "derived" ? "≈" : "×";
  return h(
    "td",
    { class: row.state, title: t(row.state) },
    figures.length
      ? number(figures[0], { text: String(text) })
      : h("span", { "aria-label": t(row.state) }, text),
  );
};

const heatLegend = () =>
  h(
    "ul",
    { class: "legend" },
    h("li", {}, "0%"),
    [0, 1, 2, 3, 4].map((place) =>
      h("li", {}, h("i", { class: `swatch heat${place}`, "aria-hidden": "true" }))
    ),
    h("li", {}, "100%"),
  );
