// <div tabindex="-1" data-takes-focus>: what a page opens with that must not be overlooked, such
// as why a form was refused. The browser scrolls to it, and screen readers begin there.

document.querySelector("[data-takes-focus]")?.focus();
