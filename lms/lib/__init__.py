"""Small pure helpers, one subject per file; nothing here imports the rest of the house."""
