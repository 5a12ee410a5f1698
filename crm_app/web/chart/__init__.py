"""The org chart in the browser: the tree, its layout, the drawing, the outline, and files made of it.

Pure modules (tree, layout, camera, scene, rows, svg) know no browser; the `.jsx` modules put them on the
page.
"""
