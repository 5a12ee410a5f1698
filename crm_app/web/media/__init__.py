"""Files in the browser: dropping and uploading them, lists and grids of them, the viewer."""
