/* Go to a page of the source, in any of its paginations. Without this script: the list on the title page.

   The pages of a document are in `pages.js` beside its title page, read when they are first asked for. As a script,
   not as data: a page opened from a disk can read nothing else. */
(() => {
  const tables = new Map()
  let bar, form
  globalThis.editionPages = (table) => { tables.set(new URL("./", document.currentScript.src).href, table) }

  function load() {
    const url = new URL(form.dataset.table, location)
    const base = new URL("./", url).href
    if (tables.has(base)) return Promise.resolve(tables.get(base))
    return new Promise((done, fail) => {
      const onload = () => done(tables.get(base))
      document.head.append(edition.make("script", { src: url, onload, onerror: fail }))
    })
  }
  const fold = (text) => text.trim().toLowerCase().replace(/^[[(]|[\])]$/g, "")
  function find(leaves, wanted) {
    const exact = leaves.find(([n]) => fold(n) === wanted)
    if (exact || !/^\d+$/.test(wanted)) return exact
    const numbers = leaves.filter(([n]) => /^\d+/.test(n))
    const before = numbers.filter(([n]) => parseInt(n, 10) <= Number(wanted))
    const last = numbers.at(-1)
    return last && parseInt(last[0], 10) >= Number(wanted) ? before.at(-1) : undefined
  }
  async function go(event) {
    event.preventDefault()
    const field = form.querySelector("input")
    const status = form.querySelector("[role=status]")
    const wanted = fold(field.value)
    status.textContent = ""
    if (!wanted) return
    const table = await load().catch(() => null)
    const ed = chosen()
    const order = table ? [...table].sort((one, two) => (two.ed === ed) - (one.ed === ed)) : []
    const leaf = order.map(({ leaves }) => find(leaves, wanted)).find(Boolean)
    if (leaf) location.href = new URL(leaf[1], new URL(form.dataset.root, location)).href
    else status.textContent = form.dataset.none.replace("{n}", field.value.trim())
  }

  /* One pagination at a time, where there are several */

  const chosen = () => form?.querySelector("select")?.value ?? ""
  function show() {
    const select = form.querySelector("select")
    if (!select) return
    for (const mark of document.querySelectorAll(".edition .pb")) {
      mark.classList.toggle("pb-quiet", select.value !== "*" && (mark.dataset.ed ?? "") !== select.value)
    }
  }
  function start() {
    bar = document.querySelector(".edition-bar")
    form = bar?.querySelector(".page-go")
    if (!form) return
    form.addEventListener("submit", go)
    const select = form.querySelector("select")
    const field = form.querySelector("input")
    field.addEventListener("focus", () => load().catch(() => null))
    if (!select) return
    const name = `pagination.${new URL(form.dataset.root, location).pathname}`
    const kept = edition.kept(name)
    if ([...select.options].some((option) => option.value === kept)) select.value = kept
    select.onchange = () => {
      edition.keep(name, select.value)
      show()
    }
    show()
  }
  edition.begin(start)
})()
