// An address of an older release: on to the passage that is meant.
const here = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
const on = document.querySelector(".on:not([id]) a");
if (here) here.matches(".on") && location.replace(here.querySelector("a").href);
else if (on) location.replace(location.hash ? on.href.split("#")[0] + location.hash : on.href);
