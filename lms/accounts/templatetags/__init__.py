"""Tags of the people app."""
