/* Scripts that the theme writes into its pages, in a file: so that a Content-Security-Policy may forbid inline
   scripts. Each partial in partials/javascripts names the part that it wants at its place in the page. */
(() => {
  const { part, base } = document.currentScript.dataset
  const one = (selector) => document.querySelector(selector)
  const parts = {
    base() {
      window.__md_scope = new URL(base, location)
      window.__md_hash = (text) => [...text].reduce((hash, c) => (hash << 5) - hash + c.charCodeAt(0), 0)
      window.__md_get = (key, storage = localStorage, scope = __md_scope) => {
        try {
          return JSON.parse(storage.getItem(scope.pathname + "." + key))
        } catch {
          return null /* a browser that keeps nothing, or something that another page has kept */
        }
      }
      window.__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
        try {
          storage.setItem(scope.pathname + "." + key, JSON.stringify(value))
        } catch {
          /* a browser that keeps nothing */
        }
      }
    },
    palette() {
      const kept = __md_get("__palette")
      if (!kept || !kept.color) return
      let color = kept.color
      if (color.media === "(prefers-color-scheme)") {
        const light = matchMedia("(prefers-color-scheme: light)").matches
        const input = one(`[data-md-color-media='(prefers-color-scheme: ${light ? "light" : "dark"})']`)
        const names = ["media", "scheme", "primary", "accent"]
        color = Object.fromEntries(names.map((name) => [name, input.getAttribute("data-md-color-" + name)]))
      }
      for (const [name, value] of Object.entries(color)) {
        document.body.setAttribute("data-md-color-" + name, value)
      }
    },
    content() {
      const target = document.getElementById(location.hash.slice(1))
      if (target && target.name) target.checked = target.name.startsWith("__tabbed_")
    },
    tabs() {
      const kept = __md_get("__tabs")
      if (!Array.isArray(kept)) return
      for (const set of document.querySelectorAll(".tabbed-set")) {
        const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")]
        const label = kept.map((tab) => labels.find((l) => l.innerText.trim() === tab)).find(Boolean)
        if (label) document.getElementById(label.htmlFor).checked = true
      }
    },
    announce() {
      const banner = one("[data-md-component=announce]")
      const text = banner && banner.querySelector(".md-typeset")
      if (text && __md_hash(text.innerHTML) === __md_get("__announce")) banner.hidden = true
    },
    outdated() {
      const banner = one("[data-md-component=outdated]")
      const scope = new URL(base, location)
      if (banner && __md_get("__outdated", sessionStorage, scope) === true) banner.hidden = false
    },
  }
  parts[part]()
})()
