// Entities, sources, references and backlinks for Eleventy: collections that are made once a build, as its own
// documentation does it.
module.exports = function (cfg) {
  const entityData = require("./src/_data/entityData.json");
  const sourceData = require("./src/_data/sourceData.json");
  const KINDS = ["person", "organisation", "place", "event"];
  const bySlug = new Map(), backlinks = new Map();
  const arts = (api) => api.getFilteredByGlob("src/articles/*.md").sort((a, b) => b.date - a.date);
  cfg.addCollection("byDate", (api) => {
    const l = arts(api);
    bySlug.clear(); backlinks.clear();
    for (const p of l) bySlug.set(p.data.slug, p);
    for (const p of l) for (const r of p.data.refs) {
      if (!backlinks.has(r.to)) backlinks.set(r.to, []);
      backlinks.get(r.to).push({ kind: r.kind, page: p });
    }
    return l;
  });
  const group = (list, key, data) => {
    const m = new Map();
    for (const p of list) for (const k of key(p)) { if (!m.has(k.id)) m.set(k.id, []); m.get(k.id).push({ page: p, loc: k.loc }); }
    return Object.keys(data).filter((s) => m.has(s)).map((s) => ({ slug: s, data: data[s], items: m.get(s) }));
  };
  cfg.addCollection("entityList", (api) => group(arts(api), (p) => p.data.entities.map((id) => ({ id })), entityData));
  cfg.addCollection("sourceList", (api) => group(arts(api), (p) => p.data.cites, sourceData));
  cfg.addFilter("iso", (d) => d.toISOString().slice(0, 10));
  cfg.addFilter("longdate", (d) => d.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
  cfg.addFilter("byKind", (slugs) => KINDS.map((kind) => ({ kind, list: slugs.filter((s) => entityData[s].kind === kind).map((s) => ({ slug: s, name: entityData[s].name })) })).filter((g) => g.list.length));
  cfg.addFilter("src", (id) => sourceData[id]);
  cfg.addFilter("article", (slug) => bySlug.get(slug));
  cfg.addFilter("backlinks", (slug) => backlinks.get(slug) || []);
  cfg.addFilter("az", (list) => {
    const s = [...list].sort((a, b) => (a.data.name < b.data.name ? -1 : 1)), m = new Map();
    for (const e of s) { const c = e.data.name[0]; if (!m.has(c)) m.set(c, []); m.get(c).push(e); }
    return [...m].map(([letter, items]) => ({ letter, items }));
  });
  cfg.addFilter("bytitle", (list) => [...list].sort((a, b) => (a.data.title < b.data.title ? -1 : 1)));
  cfg.addPassthroughCopy({ "static": "." });
  return { dir: { input: "src", output: "_site", includes: "_includes" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
