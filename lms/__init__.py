"""Commonbrick: the roof (settings, urls) and the floors below the apps (accounts, lib)."""
