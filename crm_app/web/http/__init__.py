"""Plain HTTP routes: sign-in, uploads, downloads, health."""
