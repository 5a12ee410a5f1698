"""The library: folders, files, search, trash."""
