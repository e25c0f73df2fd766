/* The chosen number: what is proposed in words, what is wrong with it, and the fields to change. */
import { h } from "../../report/page/template/dom.js";
import { codeList, hasFault } from "./checks.js";
import { combobox } from "./combobox.js";
import { change, changedFields, ROWS } from "./decisions.js";
import { ownUnit, unitsFor, valueOf } from "./figures.js";
import { decimal } from "./fraction.js";
import { AREAS, DATA, INDICATORS, isRepeat, MEMBERS, UNITS } from "./lists.js";
import {
  areaName,
  before,
  breakdownName,
  codeName,
  findingText,
  grouped,
  indicatorName,
  kindOf,
  memberName,
  oneLine,
  periodName,
  repeatName,
  unitName,
} from "./names.js";
import { nameOf, state, t } from "./words.js";

/* -- What follows from a change ------------------------------------------------------------- */

const PERIOD = ["period_start", "period_end", "basis"];

/* A figure that the reader took for something else starts with what the figure before it says. */
const started = (row, disposition) => {
  const isFigure = (one) => one.fields.disposition === "observation" && one.fields.period_end;
  const earlier = ROWS.slice(0, row.place).findLast(isFigure) ?? ROWS.find(isFigure);
  const usual = { area: DATA.area, breakdown: "total" };
  for (const name of ["area", ...PERIOD]) usual[name] = earlier?.fields[name] || usual[name] || "";
  const fields = { disposition, reason: "", same_as: "" };
  for (const [name, value] of Object.entries(usual)) fields[name] = row.fields[name] || value;
  if (disposition === "comparison") Object.assign(fields, compared(row, fields));
  return { ...fields, unit: row.fields.unit || (unitsFor(row)[0]?.code ?? "") };
};

const compared = (row, fields) => ({
  kind: row.fields.kind || "growth",
  base_indicator: row.fields.base_indicator || row.fields.indicator,
  base_area: row.fields.base_area || fields.area,
  base_breakdown: row.fields.base_breakdown || fields.breakdown,
  base_basis: row.fields.base_basis || fields.basis,
});

export const setDisposition = (row, disposition) => {
  if (row.fields.disposition === disposition && !row.fields.same_as) return;
  const isNeither = disposition === "neither";
  change(row, isNeither ? { disposition, same_as: "" } : started(row, disposition));
};

/* The base follows what it was equal to; the unit must measure the indicator. */
const setIndicator = (row, indicator) => {
  const { fields } = row;
  const follows = fields.base_indicator === fields.indicator;
  change(row, { indicator, ...(follows && { base_indicator: indicator }) });
  const isObservation = fields.disposition === "observation";
  if (isObservation && UNITS.get(fields.unit)?.dimension !== ownUnit(fields)?.dimension) {
    change(row, { unit: unitsFor(row)[0]?.code ?? "" });
  }
};

const setFollowed = (row, name, value) => {
  const follows = row.fields[`base_${name}`] === row.fields[name];
  change(row, { [name]: value, ...(follows && { [`base_${name}`]: value }) });
};

/* A text about one place that the reader did not find: all that lack an area are about it. */
const setArea = (row, area) => {
  const lacking = row.proposed.area
    ? []
    : ROWS.filter(({ proposed, fields }) => !proposed.area && !fields.area);
  setFollowed(row, "area", area);
  for (const other of lacking) if (needsArea(other)) setFollowed(other, "area", area);
};
const needsArea = ({ fields, accepted }) => !accepted && fields.disposition !== "neither";

const lastOf = (month) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

/* 20221231, 2022.12.31, 2022-12 and 2022 are days, too: the first or the last of them. */
export const dayOf = (typed, isLast) => {
  const digits = typed.replace(/\D/g, "");
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  if (!/^(\d{4}|\d{6}|\d{8})$/.test(digits)) return typed.trim();
  if (day) return `${year}-${month}-${day}`;
  const whole = `${year}-${month || (isLast ? "12" : "01")}`;
  return `${whole}-${isLast ? lastOf(whole) : "01"}`;
};

const setDay = (row, prefix, name, typed) => {
  const isPoint = ["point", "effective"].includes(row.fields[`${prefix}basis`]);
  const day = dayOf(typed, name === "period_end" || isPoint);
  const names = isPoint ? ["period_start", "period_end"] : [name];
  change(row, Object.fromEntries(names.map((one) => [prefix + one, day])));
};

const setBasis = (row, prefix, basis) => {
  const isPoint = ["point", "effective"].includes(basis);
  const day = row.fields[`${prefix}period_${basis === "effective" ? "start" : "end"}`];
  const days = { [`${prefix}period_start`]: day, [`${prefix}period_end`]: day };
  change(row, { [`${prefix}basis`]: basis, ...(isPoint && days) });
};

/* -- Fields --------------------------------------------------------------------------------- */

const field = (name, control, label = t(name)) =>
  h("div", { class: "field" }, h("label", { for: `f-${name}` }, label), control);

const select = (name, value, options, onpick, faulty) => {
  const known = options.some(({ code }) => code === value);
  const shown = known ? options : [{ code: value, name: value || "…" }, ...options];
  return h(
    "select",
    {
      id: `f-${name}`,
      "aria-invalid": faulty && "true",
      onchange: (event) => onpick(event.target.value),
    },
    shown.map(({ code, name: words }) =>
      h("option", { value: code, selected: code === value }, words)
    ),
  );
};

const input = (name, value, onpick, faulty) =>
  h("input", {
    id: `f-${name}`,
    value,
    autocomplete: "off",
    "aria-invalid": faulty && "true",
    onchange: (event) => onpick(event.target.value),
  });

const named = (list) => () => list.map((line) => ({ code: line.code, name: nameOf(line) }));
const indicatorOptions = (row) => () => {
  const dimensions = new Set(unitsFor(row).map((unit) => unit.dimension));
  const fits = (line) => dimensions.has(UNITS.get(line.unit)?.dimension);
  const all = [...INDICATORS.values()];
  const sorted = row.fields.disposition === "observation"
    ? [...all.filter(fits), ...all.filter((line) => !fits(line))]
    : all;
  return sorted.map((line) => ({
    code: line.code,
    name: nameOf(line),
    more: `${unitName(line.unit)} · ${
      state.language === "zh" ? line.program_name : line.program_name_en
    }`,
    other: `${line.name} ${line.name_en}`,
  }));
};
const areaOptions = () =>
  [...AREAS.values()].map((line) => ({
    code: line.code,
    name: nameOf(line),
    more: [line.code, line.lies_in].filter(Boolean).join(" · "),
    other: `${line.name} ${line.name_en}`,
  }));
const memberOptions = () =>
  [...MEMBERS.values()].map((line) => ({
    code: line.code,
    name: nameOf(line),
    more: state.language === "zh" ? line.dimension_name : line.dimension_name_en,
    other: `${line.name} ${line.name_en} ${line.code}`,
  }));
const repeatOptions = (row) => () =>
  ROWS.filter((one) =>
    one !== row && one.fields.disposition === row.fields.disposition && !one.fields.same_as
  ).map((one) => ({
    code: one.locator,
    name: repeatName(one.locator),
    more: indicatorName(one.fields.indicator),
  }));

/* A breakdown: its members, each of another dimension, in the order of their codes. */
const breakdownField = (row, name, onpick) => {
  const members = row.fields[name].split(";").filter((part) => part.includes("="));
  const put = (parts) => onpick(parts.toSorted().join(";") || "total");
  const chip = (member) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": t("remove", { name: memberName(member) }),
        onclick: () => put(members.filter((one) => one !== member)),
      },
      `${memberName(member)} ×`,
    );
  const dimension = (member) => member.split("=")[0];
  const add = (member) =>
    member && put([...members.filter((one) => dimension(one) !== dimension(member)), member]);
  const adding = combobox({
    id: `f-${name}`,
    label: t("add_member"),
    value: "",
    text: "",
    options: memberOptions,
    onpick: add,
  });
  return h(
    "div",
    { class: "chips" },
    members.length ? members.map(chip) : h("span", {}, t("total")),
    adding,
  );
};

const periodFields = (row, prefix, put, isFaulty) => {
  const { fields } = row;
  const periods = new Map(
    ROWS.filter((one) => one.fields.period_end && one.fields.disposition !== "neither")
      .map(({ fields: other }) => [PERIOD.map((name) => other[name]).join("|"), periodName(other)]),
  );
  const own = PERIOD.map((name) => fields[prefix + name]).join("|");
  const day = (name) =>
    field(
      prefix + name,
      input(
        prefix + name,
        fields[prefix + name],
        put((typed) => setDay(row, prefix, name, typed)),
        isFaulty(prefix + name),
      ),
    );
  const pickAll = put((key) => {
    const values = key.split("|");
    change(row, Object.fromEntries(PERIOD.map((name, at) => [prefix + name, values[at]])));
  });
  const options = [...periods].map(([code, name]) => ({ code, name })).toSorted((one, other) =>
    one.code.localeCompare(other.code)
  );
  const current = periods.has(own) ? own : "";
  const shown = current
    ? options
    : [{ code: "", name: periodName(fields, prefix) || "…" }, ...options];
  return [
    field(`${prefix}period`, select(`${prefix}period`, current, shown, pickAll)),
    h(
      "div",
      { class: "three" },
      day("period_start"),
      day("period_end"),
      field(
        `${prefix}basis`,
        select(
          `${prefix}basis`,
          fields[`${prefix}basis`],
          named(codeList("basis"))(),
          put((basis) => setBasis(row, prefix, basis)),
          isFaulty(`${prefix}basis`),
        ),
      ),
    ),
  ];
};

const fieldsOf = (row, findings, ondone) => {
  const { fields } = row;
  const put = (apply) => (value) => {
    apply(value);
    ondone();
  };
  const set = (name) => put((value) => change(row, { [name]: value.trim() }));
  const isFaulty = (name) => findings.some((one) => one.level === "fault" && one.field === name);
  const box = (name, text, options, onpick, isFree = false) =>
    field(
      name,
      combobox({
        id: `f-${name}`,
        label: t(name),
        value: fields[name],
        text,
        options,
        onpick,
        isFree,
        faulty: isFaulty(name),
      }),
    );
  const note = () => field("note", input("note", fields.note, set("note")));
  const repeat = () =>
    box(
      "same_as",
      fields.same_as && repeatName(fields.same_as),
      repeatOptions(row),
      put((same_as) => change(row, { same_as })),
    );
  if (fields.disposition === "neither") {
    return [
      field(
        "reason",
        select(
          "reason",
          fields.reason,
          named(codeList("reason"))(),
          set("reason"),
          isFaulty("reason"),
        ),
      ),
      note(),
    ];
  }
  if (isRepeat(fields)) return [repeat(), note()];
  const about = (prefix, setters) => [
    box(
      `${prefix}indicator`,
      indicatorName(fields[`${prefix}indicator`]),
      indicatorOptions(row),
      setters.indicator,
    ),
    box(`${prefix}area`, areaName(fields[`${prefix}area`]), areaOptions, setters.area, true),
    field(`${prefix}breakdown`, breakdownField(row, `${prefix}breakdown`, setters.breakdown)),
    ...periodFields(row, prefix, put, isFaulty),
  ];
  const own = about("", {
    indicator: put((code) => setIndicator(row, code)),
    area: put((code) => setArea(row, code)),
    breakdown: put((key) => setFollowed(row, "breakdown", key)),
  });
  const carried = Object.keys(row.figures ?? { "": null }).map((code) => ({
    code,
    name: code || t("nothing_carried"),
  }));
  const units = unitsFor(row).map((unit) => ({ code: unit.code, name: nameOf(unit) }));
  return [
    fields.disposition === "comparison" &&
    field(
      "kind",
      select("kind", fields.kind, named(codeList("kind"))(), set("kind"), isFaulty("kind")),
    ),
    ...own,
    h(
      "div",
      { class: "two" },
      field("unit", select("unit", fields.unit, units, set("unit"), isFaulty("unit"))),
      field("carried", select("carried", fields.carried, carried, set("carried"))),
    ),
    fields.disposition === "comparison" && h(
      "fieldset",
      {},
      h("legend", {}, t("base")),
      about("base_", {
        indicator: set("base_indicator"),
        area: set("base_area"),
        breakdown: set("base_breakdown"),
      }),
    ),
    repeat(),
    field("period_note", input("period_note", noteOf(row), set("period_note"))),
    note(),
  ].filter(Boolean);
};

/* -- In words ------------------------------------------------------------------------------- */

/* The value in the ledger, and the interval that the print allows. */
const valueText = (row) => {
  const found = valueOf(row);
  if (!found) return "";
  const unit = row.fields.disposition === "observation"
    ? ownUnit(row.fields).code
    : row.fields.unit;
  const [low, high] = [found.low, found.high].map((bound) => bound && grouped(decimal(bound)));
  const interval = low === high ? "" : ` (${low ?? "…"} – ${high ?? "…"})`;
  return `${grouped(decimal(found.value))} ${unitName(unit)}${interval}`;
};

const sentence = (row) => {
  const { fields } = row;
  if (isRepeat(fields)) return [`${t("same_as")}: ${repeatName(fields.same_as)}`];
  if (fields.disposition === "neither") return [codeName("reason", fields.reason)];
  const about = [
    indicatorName(fields.indicator) || t("no_indicator"),
    breakdownName(fields.breakdown),
    areaName(fields.area),
    periodName(fields),
  ];
  const base = [
    indicatorName(fields.base_indicator),
    breakdownName(fields.base_breakdown),
    areaName(fields.base_area),
    periodName(fields, "base_"),
  ];
  const others = base.filter((part, place) => part && part !== about[place]);
  return [
    h("strong", { id: "value" }, valueText(row)),
    h("br"),
    fields.disposition === "comparison" && `${codeName("kind", fields.kind)}: `,
    about.filter(Boolean).join(" · "),
    fields.disposition === "comparison" && others.length > 0 &&
    ` — ${t("base")}: ${others.join(" · ")}`,
  ].filter(Boolean);
};

const findingLine = (row, one, ondone) =>
  h(
    "li",
    { class: one.level },
    h("b", {}, { fault: "!", doubt: "?", fine: "=" }[one.level]),
    ` ${findingText(one)} `,
    one.repeats && h(
      "button",
      {
        type: "button",
        class: "link",
        onclick: () => {
          change(row, { same_as: one.repeats });
          ondone();
        },
      },
      t("mark_repeat"),
    ),
  );

/* A note that nobody changed, in the language of the page; the ledger keeps it in both. */
const noteOf = (row) =>
  row.fields.period_note === row.noted.both ? row.noted[state.language] : row.fields.period_note;

const why = (key, lines) =>
  lines.length > 0 &&
  h(
    "div",
    { class: "why" },
    h("b", {}, t(key)),
    h("ul", {}, lines.map((line) => h("li", {}, line[state.language]))),
  );

const dispositions = (row, ondone) =>
  h(
    "div",
    { class: "switch", role: "group", "aria-label": t("disposition") },
    ["observation", "comparison", "neither"].map((name) =>
      h(
        "button",
        {
          type: "button",
          id: `f-${name}`,
          "aria-pressed": String(row.fields.disposition === name),
          onclick: () => {
            setDisposition(row, name);
            ondone();
          },
        },
        t(name),
        h("kbd", {}, name[0].toUpperCase()),
      )
    ),
  );

export const form = (row, findings, ondone) =>
  [
    h(
      "h2",
      { id: "chosen", tabindex: "-1" },
      h("span", { class: "muted before" }, before(row)),
      h("span", { class: `m ${kindOf(row)}` }, oneLine(row.printed)),
    ),
    h(
      "p",
      { class: "muted" },
      [
        t(row.certain ? "certain" : "not_certain"),
        t("confidence", { percent: Math.round(100 * Number(row.confidence)) }),
        row.accepted && `✓ ${t("accepted")}`,
        row.locator,
      ].filter(Boolean).join(" · "),
    ),
    dispositions(row, ondone),
    h("p", { class: "sentence" }, sentence(row)),
    findings.length > 0 &&
    h(
      "ul",
      { class: "findings", "aria-label": t("checks") },
      findings.map((one) => findingLine(row, one, ondone)),
    ),
    why("doubts", row.doubts),
    h("div", { class: "fields" }, fieldsOf(row, findings, ondone)),
    row.text && h("p", { class: "muted" }, `${t("is_said")}: ${oneLine(row.text)}`),
    why("why", row.reasons),
  ].filter(Boolean);

export const firstField = (row, findings) => {
  const wrong = findings.find((one) => one.level === "fault");
  const usual = { neither: "reason", repeat: "same_as" }[kindOf(row)] ?? "indicator";
  return `f-${wrong?.field ?? usual}`;
};
export const mayAccept = (findings) => !hasFault(findings);
export const isChanged = (row) => changedFields(row).length > 0;
