"""The library as the browser draws it: its components, its rows, its texts. The page is `web.pages.media`."""
