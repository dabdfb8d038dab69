/* Tables and lists of texts and entries: headings that sort, a field that filters. Without this script they stand
   there sorted. */
(() => {
  const tables = () => document.querySelectorAll("[data-filter]:not([data-ready])")
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
  const { make } = edition

  /* What a cell is sorted by: a number, or a text; an empty cell goes last whichever way. */
  const key = (cell) => {
    const text = (cell.dataset.sort || cell.textContent).trim()
    return /^\d+$/.test(text) ? Number(text) : text.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, "")
  }

  function sortable(table, rows, body) {
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true })
    const headings = [...table.tHead.rows[0].cells]
    const keys = new Map(rows.map((row) => [row, [...row.cells].map(key)]))
    const sort = (column, way) => {
      const compare = (a, b) => {
        const [x, y] = [keys.get(a)[column], keys.get(b)[column]]
        if (x === "" || y === "") return (x === "") - (y === "")
        return way * (typeof x === "number" && typeof y === "number" ? x - y : collator.compare(x, y))
      }
      body.append(...rows.sort(compare))
      headings.forEach((heading, n) => {
        heading.ariaSort = n === column ? (way > 0 ? "ascending" : "descending") : null
      })
    }
    headings.forEach((heading, column) => {
      const name = heading.textContent
      const button = make("button", { type: "button", title: fill(table.dataset.sortBy, { column: name }) }, name)
      button.addEventListener("click", () => sort(column, heading.ariaSort === "ascending" ? -1 : 1))
      heading.replaceChildren(button)
    })
  }

  function filtered(table, rows) {
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]))
    const found = make("output", { className: "library-found" })
    const field = make("input", { type: "search", placeholder: table.dataset.filterHint, autocomplete: "off" })
    const show = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
      for (const row of rows) row.hidden = !words.every((word) => texts.get(row).includes(word))
      const n = rows.filter((row) => !row.hidden).length
      found.value = words.length ? fill(table.dataset.filterFound, { n, total: rows.length }) : ""
    }
    field.addEventListener("input", show)
    const label = make("label", {}, make("span", {}, table.dataset.filter), field)
    table.before(make("div", { className: "library-filter" }, label, found))
  }

  function start() {
    for (const table of tables()) {
      table.dataset.ready = ""
      const rows = [...table.querySelectorAll("tbody tr, .work, .term, .event")]
      if (rows.length < 3) continue
      filtered(table, rows)
      if (table.tHead) sortable(table, rows, table.tBodies[0])
    }
  }

  edition.begin(start)
})()
