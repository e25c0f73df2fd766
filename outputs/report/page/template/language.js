/* Texts and names in the language that a page is in; pages have words and a state of their own. */
export const translated = (words, state) => ({
  t: (key, values = {}) => {
    const text = words[key][state.language === "zh" ? 0 : 1];
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  },
  /* Names and texts that come with the data. */
  nameOf: (thing) => (state.language === "zh" ? thing?.name : thing?.name_en || thing?.name) ?? "",
  inLanguage: (row, key) => row[state.language === "zh" ? key : `${key}_en`],
});
