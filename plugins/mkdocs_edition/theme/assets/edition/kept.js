/* What all scripts share. What a reader chooses is kept in this browser alone, if it keeps anything; a
   script begins anew on every page that the theme puts in place of another. */
globalThis.edition = {
  kept(name, store = "localStorage") {
    try {
      return JSON.parse(window[store].getItem("edition." + name))
    } catch {
      return null
    }
  },
  keep(name, value, store = "localStorage") {
    try {
      window[store].setItem("edition." + name, JSON.stringify(value))
    } catch {
      /* as above */
    }
  },
  make(tag, properties, ...children) {
    const out = Object.assign(document.createElement(tag), properties)
    out.append(...children)
    return out
  },
  begin(start) {
    if (window.document$) document$.subscribe(start)
    else start()
  },
}
