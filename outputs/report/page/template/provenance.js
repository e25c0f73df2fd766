/* The panel that shows where a number comes from. */
import {
  ACCEPTANCE,
  cellOf,
  CELLS,
  NOTES,
  REPEATS,
  seriesOf,
  SOURCES,
  STATUSES,
  UNITS,
} from "./data.js";
import { byId, h, more } from "./dom.js";
import { facts } from "./facts.js";
import {
  areaName,
  definedAs,
  interval,
  periodName,
  pointName,
  rounded,
  shown,
  unitName,
} from "./format.js";
import { metricFacts } from "./metric_facts.js";
import { changeOf, changeText, flag, number, sourceTitle } from "./number.js";
import { doubtsAbout } from "./quality.js";
import { answer } from "./requests.js";
import { inLanguage, nameOf, state, t } from "./words.js";

const trail = [];

const openPanel = (point) => {
  trail.push(point);
  showPanel();
};

const showPanel = () => {
  const panel = byId("panel");
  panel.setAttribute("aria-label", t("provenance"));
  panel.replaceChildren(panelHead(), panelBody(trail.at(-1)));
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
};

const panelHead = () =>
  h(
    "div",
    { class: "panel-head" },
    trail.length > 1 &&
      h("button", { type: "button", class: "quiet", onclick: goBack }, `← ${t("back")}`),
    h("strong", {}, t("provenance")),
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": t("close"),
        onclick: () => byId("panel").close(),
      },
      "✕",
    ),
  );

const goBack = () => {
  trail.pop();
  showPanel();
};

const panelBody = (point) =>
  h(
    "div",
    { class: "panel-body" },
    h("p", { class: "where" }, `${areaName(point.area_code)} · ${periodName(point)}`),
    h("h2", {}, pointName(point)),
    h(
      "p",
      { class: "big" },
      h("span", { id: "panel-value" }, shown(point)),
      flag(point),
      " ",
      h("small", {}, unitName(point.unit)),
    ),
    ...(point.kind === "metric" ? metricFacts(point) : figureFacts(point)),
    seriesList(point),
  );

const figureFacts = (point) => [
  facts([
    ["printed", printedForm(point)],
    ["source", sourceLine(point.source_code)],
    ["place", placeOf(point.locator)],
    ["interval", interval(point) || t("no_interval")],
    ["wording", t(point.qualifier)],
    ["conversion", conversion(point)],
    ["days", `${point.period_start} – ${point.period_end}`],
    ["assumed", noteOf(point.period_note)],
    ["doubt", noteOf(point.note)],
    ["uncertain", doubtsAbout(point)],
    [
      "repeated",
      (REPEATS.get(point.observation_id) ?? []).map((row) =>
        h("div", {}, `${row.printed} (${row.locator})`)
      ),
    ],
    ["state", standing(point)],
    ["others", otherReports(point)],
    ["change", changeFact(point)],
    ["definition", inLanguage(definedAs(point), "definition")],
    ["loaded", point.recorded_on],
    ["query", h("code", {}, `select * from mart.explain(${point.observation_id})`)],
  ]),
];

/* What a note of the data says in the language of the page. */
const noteOf = (note) => note && inLanguage(NOTES.get(note), "note");

const printedForm = (point) =>
  [h("q", {}, point.printed), point.carried && ` ${t("carried")} “${point.carried}”`].filter(
    Boolean,
  );

const placeOf = (locator) => {
  const [kind, places] = locator.split("=");
  const [one, other] = (places ?? "").split(",");
  const text = kind === "char"
    ? t("characters", { from: one, to: other })
    : kind === "cell"
    ? t("cell", { row: one, column: other })
    : "";
  return [text, " ", h("code", {}, locator)];
};

export const sourceLine = (code) => {
  const source = SOURCES.get(code);
  const title = source.title || code;
  return [
    source.address
      ? h(
        "a",
        {
          href: source.address,
          lang: source.language,
          rel: "noreferrer noopener",
          target: "_blank",
        },
        title,
      )
      : h("span", { lang: source.language }, title),
    h(
      "div",
      { class: "muted" },
      [publishedBy(source), publishedOn(source)].filter(Boolean).flatMap((part) => [part, " · "]),
      sourceKind(source),
    ),
    h(
      "div",
      { class: "muted" },
      h("code", { title: source.sha256 && `SHA-256 ${source.sha256}` }, code),
    ),
  ];
};

/* Names of publishers and authors stay in the language of the publication. */
export const publishedBy = (source) => {
  const text = [source.publisher, source.authors].filter(Boolean).join(" · ");
  return text && h("span", { lang: source.language }, text);
};

export const sourceKind = (source) =>
  [source.kind && t(`kind_${source.kind}`), source.authority && t(`authority_${source.authority}`)]
    .filter(Boolean)
    .join(state.language === "zh" ? "，" : ", ");

export const publishedOn = (source) =>
  source.published_on &&
  source.published_on + t(`precision_${source.published_precision ?? "day"}`);

const conversion = (point) =>
  point.printed_unit === point.unit ? t("same_unit") : t("held", {
    printed: unitName(point.printed_unit),
    held: unitName(point.unit),
    factor: factorOf(point.printed_unit, point.unit),
  });

const factorOf = (printed, held) => {
  const [from, to] = [UNITS.get(printed), UNITS.get(held)];
  const factor = (from.factor_numerator * to.factor_denominator) /
    (from.factor_denominator * to.factor_numerator);
  return factor < 1 ? `1/${rounded(1 / factor, 4)}` : rounded(factor, 4);
};

const standing = (point) => {
  const why = ACCEPTANCE.get(point.observation_id);
  const standingText = !point.accepted
    ? t("not_accepted")
    : why
    ? t("accepted_why") + inLanguage(why, "reason")
    : t("accepted");
  return `${standingText} · ${nameOf(STATUSES.get(point.status))}`;
};

const otherReports = (point) => {
  const others = CELLS.get(cellOf(point)).filter((other) => other !== point);
  if (!others.length) return t("no_others");
  return others.map((other) =>
    h(
      "div",
      {},
      number(other, { text: other.printed }),
      " ",
      sourceTitle(other.source_code),
      other.accepted && ` (${t("used")})`,
    )
  );
};

const changeFact = (point) => {
  const found = changeOf(point);
  if (!found) return null;
  const { growth, base } = found;
  const range = [
    found.points ? growth.change_low : growth.growth_low,
    found.points ? growth.change_high : growth.growth_high,
  ];
  const bounds = range.every((bound) => bound != null) && range[0] !== range[1]
    ? ` [${range.map((bound) => rounded(bound, 2)).join(", ")}]`
    : "";
  return [
    changeText(found),
    bounds,
    growth.sign_certain ? "" : ` (${t("uncertain_sign")})`,
    " ← ",
    number(base),
    ` ${periodName(base)}`,
  ];
};

const seriesList = (point) => {
  const points = seriesOf(point.area_code, point);
  if (points.length < 2) return null;
  return more(
    `${t("series")} (${points.length})`,
    h(
      "ul",
      { class: "series" },
      points.map((one) => h("li", {}, periodName(one), " ", number(one), flag(one))),
    ),
  );
};

answer("provenance", openPanel);

document.addEventListener("DOMContentLoaded", () => {
  const panel = byId("panel");
  panel.addEventListener("close", () => {
    trail.length = 0;
  });
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
});
