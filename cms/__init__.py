"""The site: home, pages, shared blocks, vocabulary, branding, search."""
